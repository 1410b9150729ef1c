import type { KindDefinition, VersionDefinition } from '../../kinds/definition';
import { DELETE_OPTIONS, documentPath, gvkOf, schemaName, STATUS } from './names';
import type { SchemaCollector } from './schemas';

type Json = Record<string, unknown>;
type Verb = 'delete' | 'deletecollection' | 'get' | 'list' | 'patch' | 'post' | 'put';

const JSON_TYPES = ['application/json', 'application/yaml'];
const PATCH_TYPES = ['application/json-patch+json', 'application/merge-patch+json', 'application/apply-patch+yaml'];
const METHODS: Record<Verb, string> = { delete: 'delete', deletecollection: 'delete', get: 'get', list: 'get', patch: 'patch', post: 'post', put: 'put' };
const WORDS: Record<Verb, string> = {
  delete: 'delete a',
  deletecollection: 'delete collection of',
  get: 'read the specified',
  list: 'list or watch objects of kind',
  patch: 'partially update the specified',
  post: 'create a',
  put: 'replace the specified',
};

const parameter = (name: string, type: string, description: string): Json => ({ name, in: 'query', description, schema: { type, uniqueItems: true } });
const PRETTY = parameter('pretty', 'string', "If 'true', then the output is pretty printed.");
const WRITES = [
  parameter('dryRun', 'string', 'When present, indicates that modifications should not be persisted. The only valid value is All.'),
  parameter('fieldManager', 'string', 'The name of the actor that is making these changes.'),
  parameter('fieldValidation', 'string', 'How to handle unknown and duplicate fields: Ignore, Warn or Strict.'),
];
const FORCE = parameter('force', 'boolean', 'Take over fields that others own; only for an apply patch.');
const LISTS = [
  parameter('allowWatchBookmarks', 'boolean', 'Asks for BOOKMARK events in a watch.'),
  parameter('continue', 'string', 'The token of the page before.'),
  parameter('fieldSelector', 'string', 'Restricts the list by fields.'),
  parameter('labelSelector', 'string', 'Restricts the list by labels.'),
  parameter('limit', 'integer', 'The most objects to answer with.'),
  parameter('resourceVersion', 'string', 'The version the answer may be served from.'),
  parameter('resourceVersionMatch', 'string', 'How resourceVersion binds: NotOlderThan or Exact.'),
  parameter('sendInitialEvents', 'boolean', 'Begins a watch with the objects there are.'),
  parameter('timeoutSeconds', 'integer', 'Ends the call after this time.'),
  parameter('watch', 'boolean', 'Answers with a stream of changes.'),
];
const DELETES = [
  parameter('gracePeriodSeconds', 'integer', 'Seconds before the object is deleted.'),
  parameter('orphanDependents', 'boolean', 'Deprecated: use propagationPolicy.'),
  parameter('propagationPolicy', 'string', 'What becomes of dependents: Orphan, Background or Foreground.'),
];
const EXTRA: Record<Verb, Json[]> = { delete: [...WRITES.slice(0, 1), ...DELETES], deletecollection: [...LISTS, ...DELETES], get: [], list: LISTS, patch: [...WRITES, FORCE], post: WRITES, put: WRITES };

const inPath = (name: string, description: string): Json => ({ name, in: 'path', required: true, description, schema: { type: 'string', uniqueItems: true } });
const NAME = (kind: string) => inPath('name', `name of the ${kind}`);
const NAMESPACE = inPath('namespace', 'object name and auth scope, such as for teams and projects');

const content = (types: string[], schema: Json): Json => Object.fromEntries(types.map((type) => [type, { schema }]));

interface Place {
  definition: KindDefinition;
  version: VersionDefinition;
  namespaced: boolean;
  subresource?: string;
}

/** Writes the paths of the kinds of one group version. */
export class PathWriter {
  readonly paths: Record<string, Json> = {};

  constructor(private readonly schemas: SchemaCollector) {}

  add(definition: KindDefinition, version: VersionDefinition): void {
    const root = `/${documentPath(definition.group, version.name)}`;
    const place = { definition, version, namespaced: definition.namespaced };
    const inNamespace = definition.namespaced ? `${root}/namespaces/{namespace}/${definition.plural}` : `${root}/${definition.plural}`;
    const served = definition.verbs ?? ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update'];
    const names: Record<string, Verb> = { create: 'post', delete: 'delete', deletecollection: 'deletecollection', get: 'get', list: 'list', patch: 'patch', update: 'put' };
    const verbs = served.flatMap((verb) => (names[verb] ? [names[verb]] : []));
    const only = (...wanted: Verb[]) => verbs.filter((verb) => wanted.includes(verb));
    if (definition.namespaced) this.item(`${root}/${definition.plural}`, only('list'), { ...place, namespaced: false });
    this.item(inNamespace, only('list', 'post', 'deletecollection'), place);
    this.item(`${inNamespace}/{name}`, only('get', 'put', 'patch', 'delete'), place);
    const subresources = [...(version.status ? ['status'] : []), ...(version.scale ? ['scale'] : [])];
    for (const subresource of subresources) this.item(`${inNamespace}/{name}/${subresource}`, ['get', 'put', 'patch'], { ...place, subresource });
  }

  private item(path: string, verbs: Verb[], place: Place): void {
    if (verbs.length === 0) return;
    const operations = verbs.map((verb) => [METHODS[verb], this.operation(verb, place)] as const);
    const parameters = [...(path.includes('{name}') ? [NAME(place.definition.kind)] : []), ...(place.namespaced ? [NAMESPACE] : []), PRETTY];
    this.paths[path] = { ...Object.fromEntries(operations), parameters };
  }

  private operation(verb: Verb, { definition, version, namespaced, subresource = '' }: Place): Json {
    const { kind } = definition;
    const name = schemaName(definition, version.name);
    const own = this.schemas.reference(name);
    const answer = verb === 'list' ? this.schemas.reference(`${name}List`) : verb === 'delete' || verb === 'deletecollection' ? this.schemas.reference(STATUS) : own;
    const word = `${verb === 'post' ? 'create' : verb === 'put' ? 'replace' : verb === 'deletecollection' ? 'deleteCollection' : verb === 'get' ? 'read' : verb}`;
    const capital = subresource ? subresource.charAt(0).toUpperCase() + subresource.slice(1) : '';
    const operationId = `${word}${groupTitle(definition.group)}${title(version.name)}${namespaced ? 'Namespaced' : ''}${kind}${capital}`;
    const ok = { description: 'OK', content: content(JSON_TYPES, answer) };
    return {
      tags: [`${groupTitle(definition.group, true)}_${version.name}`],
      description: `${WORDS[verb]} ${subresource ? `${subresource} of the specified ` : ''}${kind}`,
      operationId,
      parameters: EXTRA[verb],
      ...this.body(verb, own),
      responses: { '200': ok, ...(verb === 'post' || verb === 'put' ? { '201': { ...ok, description: 'Created' } } : {}), '401': { description: 'Unauthorized' } },
      'x-kubernetes-action': verb,
      'x-kubernetes-group-version-kind': subresource === 'scale' ? { group: 'autoscaling', kind: 'Scale', version: 'v1' } : gvkOf(definition, version.name),
    };
  }

  private body(verb: Verb, own: Json): Json {
    if (verb === 'post' || verb === 'put') return { requestBody: { required: true, content: content(JSON_TYPES, own) } };
    if (verb === 'patch') return { requestBody: { required: true, content: content(PATCH_TYPES, { type: 'object' }) } };
    if (verb === 'delete' || verb === 'deletecollection') return { requestBody: { content: content(JSON_TYPES, this.schemas.reference(DELETE_OPTIONS)) } };
    return {};
  }
}

const title = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function groupTitle(group: string, asTag = false): string {
  if (group === '') return asTag ? 'core' : 'Core';
  const words = group.replace(/\.k8s\.io$/, '').split('.');
  return asTag ? words.join('') : words.map(title).join('');
}
