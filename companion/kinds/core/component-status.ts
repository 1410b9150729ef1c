import type { UnknownObject } from '../../../contracts/objects';
import { notFound } from '../../lib/api-error';
import { kindsOf } from '../build';
import type { KindDefinition, VirtualRequest } from '../definition';
import { items, text } from '../read';

const NAMES = ['controller-manager', 'etcd-0', 'scheduler'];

/** All parts of the local cluster are one process: who answers is well. */
function componentOf(name: string): UnknownObject {
  return { kind: 'ComponentStatus', apiVersion: 'v1', metadata: { name }, conditions: [{ type: 'Healthy', status: 'True', message: 'ok' }] };
}

function handle({ verb, name = '' }: VirtualRequest): UnknownObject | UnknownObject[] {
  if (verb === 'list') return NAMES.map(componentOf);
  if (!NAMES.includes(name)) throw notFound({ group: '', plural: 'componentstatuses' }, name);
  return componentOf(name);
}

const condition = (member: string) => (object: UnknownObject) => text(items(object, 'conditions')[0], member);

/** What `kubectl get componentstatuses` still asks for. */
export const componentStatus: KindDefinition[] = kindsOf('', 'core', ['v1'], [
  {
    kind: 'ComponentStatus',
    plural: 'componentstatuses',
    short: ['cs'],
    cluster: true,
    verbs: ['get', 'list'],
    columns: [
      ['Status', 'string', (object) => (condition('status')(object) === 'True' ? 'Healthy' : 'Unhealthy')],
      ['Message', 'string', condition('message')],
      ['Error', 'string', condition('error')],
    ],
  },
]).map((definition) => ({
  ...definition,
  versions: definition.versions.map((version) => ({ ...version, deprecated: true, deprecationWarning: 'v1 ComponentStatus is deprecated in v1.19+' })),
  virtual: { handle },
}));
