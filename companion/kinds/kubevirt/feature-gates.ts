import { KubeVirtKind } from '../../../contracts/kinds';
import type { ObjectReader } from '../../store/client';
import { strings } from '../read';

/** Is what KubeVirt keeps behind this gate switched on? */
export type FeatureGates = (name: string) => boolean;

/** The gates that the KubeVirt object opens; without one, none. */
export function featureGates(read: ObjectReader): FeatureGates {
  const [kubevirt] = read.list(KubeVirtKind);
  const configured = (member: string) => strings(kubevirt, 'spec', 'configuration', 'developerConfiguration', member);
  const open = new Set(configured('featureGates'));
  for (const name of configured('disabledFeatureGates')) open.delete(name);
  return (name) => open.has(name);
}
