import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connectUnix } from './unix-socket';

test('a socket whose path is longer than the kernel takes is reached all the same', async () => {
  const home = mkdtempSync(join(tmpdir(), 'virtdeck-socket-'));
  const folder = join(home, 'a'.repeat(100), 'b'.repeat(100));
  mkdirSync(folder, { recursive: true });
  const before = process.cwd();
  process.chdir(folder);
  const server = createServer((socket) => socket.end('hello'));
  server.listen('x.sock');
  await once(server, 'listening');
  process.chdir(before);
  try {
    const socket = await connectUnix(join(folder, 'x.sock'));
    const [greeting] = await once(socket, 'data');
    expect(String(greeting)).toBe('hello');
    socket.destroy();
    await expect(connectUnix(join(folder, 'none.sock'))).rejects.toThrow();
  } finally {
    server.close();
    rmSync(home, { recursive: true });
  }
});
