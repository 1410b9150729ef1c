import type { UnknownObject } from '../../../contracts/objects';
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
export function withReplicas(object: UnknownObject, { specReplicasPath }: ScalePaths, replicas: number): UnknownObject {
  const members = specReplicasPath.split('.').filter((part) => part !== '');
  const last = members.pop() ?? 'replicas';
  let place: Record<string, unknown> = object;
  for (const member of members) {
    const next = place[member];
    place = isFields(next) ? next : (place[member] = {});
  }
  place[last] = replicas;
  return object;
}
