import type { UnknownObject } from '../../../contracts/objects';
import { badRequest } from '../../lib/api-error';
import type { VersionDefinition } from '../../kinds/definition';
import { isFields } from '../../kinds/read';
import { compilePath } from '../table/json-path';

type ScalePaths = NonNullable<VersionDefinition['scale']>;

/** The autoscaling/v1 Scale of an object. */
export function scaleOf(object: UnknownObject, paths: ScalePaths): UnknownObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const [specReplicas] = compilePath(paths.specReplicasPath)(object);
  const [statusReplicas] = compilePath(paths.statusReplicasPath)(object);
  const [selector] = paths.labelSelectorPath ? compilePath(paths.labelSelectorPath)(object) : [];
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      name,
      ...(namespace ? { namespace } : {}),
      ...(uid ? { uid } : {}),
      ...(resourceVersion ? { resourceVersion } : {}),
      ...(creationTimestamp ? { creationTimestamp } : {}),
    },
    spec: typeof specReplicas === 'number' ? { replicas: specReplicas } : {},
    status: { replicas: typeof statusReplicas === 'number' ? statusReplicas : 0, ...(typeof selector === 'string' ? { selector } : {}) },
  };
}

/** Sets the number a Scale asks for; the path is a plain one, as definitions must have. `object` is changed. */
export function withReplicas(object: UnknownObject, { specReplicasPath }: ScalePaths, replicas: unknown): UnknownObject {
  if (replicas !== undefined && (typeof replicas !== 'number' || !Number.isInteger(replicas) || replicas < 0)) {
    throw badRequest('Scale in version "v1" cannot be handled as a Scale: spec.replicas must be a non-negative integer');
  }
  const members = specReplicasPath.split('.').filter((part) => part !== '');
  const last = members.pop() ?? 'replicas';
  let place: Record<string, unknown> = object;
  for (const member of members) {
    const next = place[member];
    place = isFields(next) ? next : (place[member] = {});
  }
  place[last] = replicas ?? 0;
  return object;
}
