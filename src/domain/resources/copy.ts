import type { KubeObject } from '../../../contracts/objects';

/** What the server writes, or what ties an object to its maker: none of it belongs into a copy. */
const BOUND_LABELS = ['template.kubevirt.io/type', 'instancetype.kubevirt.io/vendor', 'cdi.kubevirt.io/dataImportCron'];
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The manifest of a copy: another name, the namespace asked for, and nothing the server or a vendor put there. */
export function copyOf(object: KubeObject, namespace: string | undefined): KubeObject {
  const { status: _status, ...rest } = { status: undefined, ...object };
  const { name, labels, annotations } = object.metadata;
  const isTemplate = object.kind === 'Template';
  const kept = Object.fromEntries(Object.entries(labels ?? {}).filter(([key]) => !BOUND_LABELS.includes(key)));
  const notes = Object.fromEntries(Object.entries(annotations ?? {}).filter(([key]) => key !== LAST_APPLIED));
  const target = namespace ?? object.metadata.namespace;
  return {
    ...rest,
    metadata: {
      name: `${name}-copy`,
      ...(target !== undefined && { namespace: target }),
      labels: { ...kept, ...(isTemplate && { 'template.kubevirt.io/type': 'vm' }) },
      ...(Object.keys(notes).length > 0 && { annotations: notes }),
    },
  };
}
