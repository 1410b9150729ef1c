import type { StatusCause } from '../../../../contracts/objects';
import { type Fields, isFields } from '../../read';
import type { FeatureGates } from '../feature-gates';
import { deviceCauses } from './devices';
import { bootOrderCauses, diskCauses } from './disks';
import { networkCauses } from './networks';
import { resourceCauses } from './resources';
import { schedulingCauses } from './scheduling';
import { credentialCauses, volumeCauses } from './volumes';

/** All that KubeVirt finds wrong with the spec of an instance, wherever it stands: `T` is its path. */
export function specCauses(spec: unknown, T: string, gates: FeatureGates): StatusCause[] {
  if (!isFields(spec) || !isFields(spec.domain)) return [];
  const checks: ((spec: Fields, T: string, gates: FeatureGates) => StatusCause[])[] = [
    volumeCauses,
    schedulingCauses,
    resourceCauses,
    networkCauses,
    diskCauses,
    bootOrderCauses,
    deviceCauses,
    credentialCauses,
  ];
  return checks.flatMap((check) => check(spec, T, gates));
}
