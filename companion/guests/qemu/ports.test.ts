import { expect, test } from 'vitest';
import { connectionState } from './ports';

const table = `Hub -1 (net0):
  Protocol[State]    FD  Source Address  Port   Dest. Address  Port RecvQ SendQ
  TCP[HOST_FORWARD]  15       127.0.0.1 40123      10.244.0.4    22     0     0
  TCP[SYN_SENT]      16       127.0.0.1 40123      10.244.0.4    22     0     0
  TCP[ESTABLISHED]   17      10.244.0.4 50000   93.184.216.34   443     0     0
  UDP[236 sec]       18      10.244.0.4 50000       8.8.8.8    53     0     0
`;

test('the state of a forwarded connection is that of the guest, not of the door', () => {
  expect(connectionState(table, 40123)).toBe('SYN_SENT');
  expect(connectionState(table, 50000)).toBe('ESTABLISHED');
  expect(connectionState(table, 1)).toBeUndefined();
});
