import { describe, expect, it } from 'vitest';
import { guestFacts } from './guest';

describe('guestFacts', () => {
  it('reads what the agent says', () => {
    const info = {
      guestAgentVersion: '8.2',
      hostname: 'box',
      os: { name: 'Linux', version: '12', prettyName: 'Debian 12', kernelRelease: '6.1' },
      timezone: 'CET, 3600',
      userList: [{ userName: 'root', loginTime: 1.5 }],
      fsInfo: { disks: [{ diskName: 'vda1', mountPoint: '/', fileSystemType: 'ext4', usedBytes: 1, totalBytes: 2 }] },
    };
    expect(guestFacts(info)).toEqual({
      hostname: 'box',
      os: 'Debian 12',
      kernel: '6.1',
      timezone: 'CET (UTC+1)',
      agentVersion: '8.2',
      users: [{ name: 'root', domain: '', since: 1500 }],
      fileSystems: [{ disk: 'vda1', mount: '/', type: 'ext4', used: 1, total: 2 }],
    });
  });

  it('is empty where the agent says nothing', () => {
    expect(guestFacts(undefined)).toMatchObject({ hostname: '', os: '', timezone: '', users: [], fileSystems: [] });
  });
});
