import type { KindDefinition } from '../../kinds/definition';

const schema = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: {
        size: { type: 'integer', minimum: 1, maximum: 10 },
        color: { type: 'string', enum: ['red', 'green'], default: 'red' },
        pattern: { type: 'string', pattern: '^x+$' },
        name: { type: 'string' },
        replicas: { type: 'integer' },
        anything: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      },
    },
    status: { type: 'object', properties: { phase: { type: 'string' }, replicas: { type: 'integer' }, selector: { type: 'string' } } },
  },
};

const version = {
  served: true,
  schema,
  status: true,
  scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas', labelSelectorPath: '.status.selector' },
  columns: [
    { name: 'Size', type: 'integer', path: '.spec.size', description: 'How big' },
    { name: 'Phase', type: 'string', path: '.status.phase' },
    { name: 'Age', type: 'date', path: '.metadata.creationTimestamp' },
    { name: 'Color', type: 'string', path: '.spec.color', priority: 1 },
  ],
  selectableFields: ['.spec.color', '.spec.name'],
};

/** A custom resource with everything a definition can have. */
export const widget: KindDefinition = {
  group: 'example.com',
  kind: 'Widget',
  plural: 'widgets',
  singular: 'widget',
  shortNames: ['wg'],
  namespaced: true,
  origin: 'crd',
  versions: [
    { ...version, name: 'v1', storage: true },
    { ...version, name: 'v1alpha1', storage: false, deprecated: true, deprecationWarning: 'example.com/v1alpha1 Widget is deprecated' },
  ],
};

/** A cluster-wide one without status, columns or schema. */
export const gadget: KindDefinition = {
  group: 'example.com',
  kind: 'Gadget',
  plural: 'gadgets',
  singular: 'gadget',
  namespaced: false,
  origin: 'crd',
  versions: [{ name: 'v1', served: true, storage: true }],
};

export const WIDGETS = '/apis/example.com/v1/namespaces/default/widgets';
export const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';

export function widgetBody(name: string, spec: object = { size: 1 }, metadata: object = {}) {
  return { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name, ...metadata }, spec };
}
