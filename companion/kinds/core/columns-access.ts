import type { UnknownObject } from '../../../contracts/objects';
import type { ColumnRow } from '../build';
import { items, text } from '../read';
import { CORE_AGE } from './columns';

const subjects = (kind: string) => (object: UnknownObject) =>
  items(object, 'subjects')
    .filter((subject) => subject.kind === kind)
    .map((subject) => (kind === 'ServiceAccount' ? `${text(subject, 'namespace')}/${text(subject, 'name')}` : text(subject, 'name')))
    .join(', ');

export const bindingColumns: ColumnRow[] = [
  ['Role', 'string', (object) => `${text(object, 'roleRef', 'kind')}/${text(object, 'roleRef', 'name')}`],
  CORE_AGE,
  ['Users', 'string', subjects('User'), 1],
  ['Groups', 'string', subjects('Group'), 1],
  ['ServiceAccounts', 'string', subjects('ServiceAccount'), 1],
];
