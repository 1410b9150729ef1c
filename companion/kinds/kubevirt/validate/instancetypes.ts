import { webhookDenied } from '../../../lib/api-error';
import type { AdmissionRequest, KindHooks } from '../../definition';
import { at, isFields, text } from '../../read';
import { SPREAD_ACROSS, TOPOLOGIES } from '../instancetype/topology';
import { invalid, when } from './causes';

/** Refuses an instance type as KubeVirt's webhook of that name does. */
export function instancetypeHooks(webhook: string): KindHooks {
  return {
    validate({ object, operation, subresource }: AdmissionRequest): void {
      if (subresource || operation === 'DELETE') return;
      const both = Boolean(at(object, 'spec', 'memory', 'overcommitPercent')) && isFields(at(object, 'spec', 'memory', 'hugepages'));
      const words = 'spec.memory.overcommitPercent and spec.memory.hugepages should not be requested together.';
      const causes = when(both, () => invalid('spec.memory.overcommitPercent', words));
      if (causes.length > 0) throw webhookDenied(webhook, causes);
    },
  };
}

/** Refuses a preference as KubeVirt's webhook of that name does. */
export function preferenceHooks(webhook: string): KindHooks {
  return {
    validate({ object, operation, subresource }: AdmissionRequest): void {
      if (subresource || operation === 'DELETE') return;
      const cpu = at(object, 'spec', 'cpu');
      const topology = text(cpu, 'preferredCPUTopology');
      const across = text(cpu, 'spreadOptions', 'across');
      const ratio = at(cpu, 'spreadOptions', 'ratio');
      const odd = across === 'CoresThreads' && typeof ratio === 'number' && ratio !== 2;
      const causes = [
        ...when(topology !== '' && !TOPOLOGIES.includes(topology), () => invalid('spec.cpu.preferredCPUTopology', `unknown preferredCPUTopology ${topology}`)),
        ...when(across !== '' && !SPREAD_ACROSS.includes(across), () => invalid('spec.cpu.spreadOptions.across', `across ${across} is not supported`)),
        ...when(odd, () => invalid('spec.cpu.spreadOptions.ratio', 'only a ratio of 2 (1 core 2 threads) is allowed when spreading vCPUs over cores and threads')),
      ];
      if (causes.length > 0) throw webhookDenied(webhook, causes);
    },
  };
}
