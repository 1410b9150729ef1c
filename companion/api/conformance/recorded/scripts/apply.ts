import { get, patch, post, put } from '../step';
import type { Script } from '../step';
import { plain } from './plain';

const { path: MAPS, identity, begin, end } = plain('conf-apply.example.com');
const as = (path: string, manager: string, more = '') => `${path}?fieldManager=${manager}${more}`;
const map = (data: object, metadata: object = {}) => ({ ...identity, metadata: { name: 'm', ...metadata }, data });
const item = (rest: object) => ({ ...identity, metadata: { name: 'k' }, ...rest });

const DUPLICATE = '{"apiVersion":"conf-apply.example.com/v1","kind":"Plain","metadata":{"name":"m"},"data":{"z":"1","z":"2"}}';

/** Server-side apply: ownership, conflicts and what is refused. */
export const apply: Script = {
  name: 'apply',
  steps: [
    ...begin,
    patch('create', 'apply', as(`${MAPS}/m`, 'm1'), map({ a: '1', b: '1' })),
    patch('again', 'apply', as(`${MAPS}/m`, 'm1'), map({ a: '1', b: '1' })),
    patch('yaml', 'apply', as(`${MAPS}/m`, 'm1'), 'apiVersion: conf-apply.example.com/v1\nkind: Plain\nmetadata:\n  name: m\ndata:\n  a: "1"\n  b: "2"\n'),
    patch('conflict', 'apply', as(`${MAPS}/m`, 'm2'), map({ a: '9' })),
    patch('conflict-two', 'apply', as(`${MAPS}/m`, 'm2'), map({ a: '9', b: '9' })),
    patch('shared', 'apply', as(`${MAPS}/m`, 'm2'), map({ a: '1', c: '3' }, { labels: { x: 'y' } })),
    patch('force', 'apply', as(`${MAPS}/m`, 'm2', '&force=true'), map({ a: '9', c: '3' })),
    patch('less', 'apply', as(`${MAPS}/m`, 'm1'), map({ b: '2' })),
    patch('none', 'apply', as(`${MAPS}/m`, 'm1'), { ...identity, metadata: { name: 'm' } }),
    patch('update', 'merge', as(`${MAPS}/m`, 'up'), { data: { u: '1', a: '5' } }),
    patch('conflict-update', 'apply', as(`${MAPS}/m`, 'm2'), map({ a: '9', c: '3', u: '2' })),
    patch('conflict-several', 'apply', as(`${MAPS}/m`, 'm3'), map({ a: '1', c: '1', u: '1' })),
    patch('no-manager', 'apply', `${MAPS}/m`, map({})),
    patch('no-version', 'apply', as(`${MAPS}/m`, 'm1'), { kind: 'Plain', metadata: { name: 'm' } }),
    patch('no-kind', 'apply', as(`${MAPS}/m`, 'm1'), { apiVersion: identity.apiVersion, metadata: { name: 'm' } }),
    patch('wrong-kind', 'apply', as(`${MAPS}/m`, 'm1'), { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'm' } }),
    patch('wrong-version', 'apply', as(`${MAPS}/m`, 'm1'), { apiVersion: 'v2', kind: 'ConfigMap', metadata: { name: 'm' } }),
    patch('managed-fields', 'apply', as(`${MAPS}/m`, 'm1'), map({}, { managedFields: [{ manager: 'x', operation: 'Apply', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1: {} }] })),
    patch('unknown-field', 'apply', as(`${MAPS}/m`, 'm1'), { ...map({}), nonsense: 1 }),
    patch('wrong-type', 'apply', as(`${MAPS}/m`, 'm1'), map({ a: 5 })),
    patch('stale', 'apply', as(`${MAPS}/m`, 'm1'), map({ q: '1' }, { resourceVersion: '1' })),
    patch('uid-new', 'apply', as(`${MAPS}/new`, 'm1'), { ...map({ q: '1' }, { uid: 'x' }), metadata: { name: 'new', uid: 'x' } }),
    patch('other-name', 'apply', as(`${MAPS}/m`, 'm1'), { ...map({ q: '1' }), metadata: { name: 'other' } }),
    patch('nameless', 'apply', as(`${MAPS}/m`, 'm1'), { ...identity, data: { q: '1' } }),
    patch('other-namespace', 'apply', as(`${MAPS}/m`, 'm1'), map({ q: '1' }, { namespace: 'default' })),
    patch('list', 'apply', as(`${MAPS}/m`, 'm1'), '[]'),
    patch('empty', 'apply', as(`${MAPS}/m`, 'm1'), ''),
    patch('text', 'apply', as(`${MAPS}/m`, 'm1'), 'hello'),
    patch('duplicate', 'apply', as(`${MAPS}/m`, 'm1', '&dryRun=All'), DUPLICATE),
    patch('duplicate-strict', 'apply', as(`${MAPS}/m`, 'm1', '&dryRun=All&fieldValidation=Strict'), DUPLICATE),
    patch('dry', 'apply', as(`${MAPS}/m`, 'm1', '&dryRun=All'), map({ dry: '1' })),
    patch('dry-create', 'apply', as(`${MAPS}/dry`, 'm1', '&dryRun=All'), { ...map({ dry: '1' }), metadata: { name: 'dry' } }),
    get('after', `${MAPS}/m`),
    patch('bad-name', 'apply', as(`${MAPS}/Bad_Name`, 'm1'), { ...map({}), metadata: { name: 'Bad_Name' } }),
    patch('ports', 'apply', as(`${MAPS}/k`, 'm1'), item({ ports: [{ port: 80, name: 'a' }, { port: 443, name: 'b' }], labels: ['x'], args: ['1'], selector: { a: 'b' }, open: { deep: { er: [1] } } })),
    patch('ports-other', 'apply', as(`${MAPS}/k`, 'm2'), item({ ports: [{ port: 9, protocol: 'UDP' }], labels: ['y'] })),
    patch('ports-conflict', 'apply', as(`${MAPS}/k`, 'm2'), item({ ports: [{ port: 80, name: 'other' }], args: ['2'], selector: { c: 'd' } })),
    patch('ports-less', 'apply', as(`${MAPS}/k`, 'm1'), item({ ports: [{ port: 80, name: 'a' }], labels: [] })),
    patch('ports-twice', 'apply', as(`${MAPS}/k`, 'm1'), item({ ports: [{ port: 80 }, { port: 80 }] })),
    patch('labels-twice', 'apply', as(`${MAPS}/k`, 'm1'), item({ labels: ['a', 'a'] })),
    patch('portless', 'apply', as(`${MAPS}/k`, 'm1'), item({ ports: [{ name: 'a' }] })),
    patch('types', 'apply', as(`${MAPS}/k`, 'm1'), item({ size: 'many', flag: 'yes', data: 'text', ports: {} })),
    patch('unknown-deep', 'apply', as(`${MAPS}/k`, 'm1'), item({ ports: [{ port: 80, nonsense: 1 }] })),
    patch('owners', 'apply', as(`${MAPS}/owned`, 'm1'), { ...map({ a: '1' }), metadata: { name: 'owned', ownerReferences: [{ apiVersion: 'v1', kind: 'Namespace', name: 'conf-apply', uid: '00000000-0000-0000-0000-000000000000' }], finalizers: ['example.com/a'] } }),
    patch('owners-off', 'merge', `${MAPS}/owned`, { metadata: { finalizers: null, ownerReferences: null } }, { unrecorded: true }),
    put('put', as(`${MAPS}/m`, 'putter'), map({ p: '1' })),
    patch('managed-reset', 'merge', `${MAPS}/m`, { metadata: { managedFields: [{}] } }),
    patch('after-reset', 'apply', as(`${MAPS}/m`, 'm1'), map({ p: '1', r: '1' })),
    patch('managed-broken', 'merge', `${MAPS}/m`, { metadata: { managedFields: [{ manager: 'x', operation: 'Odd' }] } }),
    post('created-by-post', as(MAPS, 'poster'), { ...map({ a: '1' }), metadata: { name: 'posted', labels: { l: '1' }, annotations: { n: '1' } } }),
    ...end,
  ],
};
