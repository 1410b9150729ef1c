import { describe, expect, it } from 'vitest';
import { VirtualMachineKind } from '../../../../contracts/kinds';
import { checkManifest } from '../../../components/vm/yaml/check-manifest';
import { startingManifest } from './starting-manifest';

describe('startingManifest', () => {
  it('is a manifest that can be sent as it is', () => {
    const checked = checkManifest(startingManifest('team-a', Uint8Array.of(0, 77, 255)), { kind: VirtualMachineKind, t: (key) => key });
    expect(checked.object).toMatchObject({ metadata: { namespace: 'team-a', name: expect.stringMatching(/^vm-[a-z0-9]{3}$/) } });
  });
});
