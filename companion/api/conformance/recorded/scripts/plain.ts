import { get, post, remove } from '../step';
import type { Step } from '../step';

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const text = { type: 'string' };
const port = { type: 'object', required: ['port'], properties: { port: { type: 'integer' }, protocol: { ...text, default: 'TCP' }, name: text } };

/** A kind with little to it, for what has to do with every kind; each script has one in a group of its own. */
export function plain(group: string) {
  const namespace = group.split('.')[0] ?? group;
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `plains.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { plural: 'plains', kind: 'Plain' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                data: { type: 'object', additionalProperties: text },
                ports: { type: 'array', items: port, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['port', 'protocol'] },
                labels: { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
                args: { type: 'array', items: text },
                selector: { type: 'object', 'x-kubernetes-map-type': 'atomic', additionalProperties: text },
                open: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
                flag: { type: 'boolean' },
                size: { type: 'integer' },
              },
            },
          },
        },
      ],
    },
  };
  const path = `/apis/${group}/v1/namespaces/${namespace}/plains`;
  const identity = { apiVersion: `${group}/v1`, kind: 'Plain' };
  const begin: Step[] = [
    post('namespace', '/api/v1/namespaces', { metadata: { name: namespace } }, { unrecorded: true }),
    post('define', DEFINITIONS, definition, { unrecorded: true }),
    get('ready', path, { until: 200, unrecorded: true }),
  ];
  const end: Step[] = [
    remove('undefine', `${DEFINITIONS}/${definition.metadata.name}`, undefined, { unrecorded: true }),
    get('undefined', `${DEFINITIONS}/${definition.metadata.name}`, { until: 404, unrecorded: true }),
    remove('end', `/api/v1/namespaces/${namespace}`, undefined, { unrecorded: true }),
  ];
  return { path, identity, begin, end };
}
