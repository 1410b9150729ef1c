import { describe, expect, it } from 'vitest';
import { readOptions } from './options';

describe('the command line', () => {
  it('serves the page on 9000 and the API on 6443 with QEMU guests when nothing is said', () => {
    expect(readOptions([])).toMatchObject({ port: 9000, apiPort: 6443, address: '127.0.0.1', hypervisor: 'qemu', simulate: 0, keepGuests: false });
  });

  it('simulates the hypervisor when a fleet is asked for', () => {
    expect(readOptions(['--simulate', '500'])).toMatchObject({ hypervisor: 'simulated', simulate: 500 });
  });

  it.each([
    [['--port', 'x'], /--port takes a whole number/],
    [['--port', '70000'], /up to 65535/],
    [['--hypervisor', 'xen'], /qemu or simulated/],
    [['--prometheus', 'localhost'], /http\(s\) URL/],
    [['--nonsense'], /nonsense/],
  ])('refuses %j in words', (args, words) => {
    expect(() => readOptions(args)).toThrow(words);
  });
});
