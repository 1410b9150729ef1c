import { badRequest } from '../../lib/api-error';
import type { UnknownObject } from '../../../contracts/objects';
import { at } from '../../kinds/read';
import type { Resource } from '../registry';

export interface FieldTerm {
  path: string;
  equal: boolean;
  value: string;
}

/** What the built-in kinds can be selected by besides name and namespace. */
const BUILT_IN: Record<string, readonly string[]> = {
  secrets: ['type'],
  pods: ['status.phase', 'status.podIP', 'spec.nodeName', 'spec.restartPolicy', 'spec.serviceAccountName', 'spec.schedulerName', 'spec.hostNetwork', 'status.nominatedNodeName'],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  services: ['spec.type', 'spec.clusterIP'],
  namespaces: ['status.phase'],
  nodes: ['spec.unschedulable'],
};
/** Pods answer an unknown field in the words of custom resources. */
const CUSTOM_WORDS = new Set(['pods', 'events', 'secrets', 'namespaces', 'nodes', 'services']);
const ALWAYS = ['metadata.name', 'metadata.namespace'];

/** Parses `a=b,c!=d` and checks that the kind can be selected by these fields. */
export function parseFieldSelector(text: string, resource: Resource): FieldTerm[] {
  const terms = splitTerms(text).map(parseTerm);
  const known = selectable(resource);
  for (const { path } of terms) {
    if (!known.includes(path)) throw unknownField(resource, path);
  }
  return terms;
}

/** Does an object meet every term? A field that is not set counts as the empty string. */
export function matchesFields(terms: readonly FieldTerm[], object: UnknownObject): boolean {
  return terms.every(({ path, equal, value }) => (readField(object, path) === value) === equal);
}

/** The one name that is asked for, when the selector says so. */
export function selectedName(terms: readonly FieldTerm[]): string | undefined {
  return terms.find(({ path, equal }) => path === 'metadata.name' && equal)?.value;
}

function selectable({ definition, version, id }: Resource): string[] {
  const own = definition.origin === 'crd' ? (version.selectableFields ?? []).map((path) => path.replace(/^\./, '')) : (BUILT_IN[id] ?? []);
  return [...ALWAYS, ...own];
}

function unknownField({ definition, id }: Resource, path: string) {
  if (definition.origin === 'crd' || CUSTOM_WORDS.has(id)) return badRequest(`field label not supported: ${path}`);
  return badRequest(`${JSON.stringify(path)} is not a known field selector: only "metadata.name", "metadata.namespace"`);
}

function readField(object: UnknownObject, path: string): string {
  const found = path === 'source' ? at(object, 'source', 'component') : at(object, ...path.split('.'));
  return found === undefined || found === null || typeof found === 'object' ? '' : String(found);
}

/** Commas and equals signs can be escaped by a backslash. */
function splitTerms(text: string): string[] {
  return (text.match(/(?:\\.|[^,\\]|\\$)+/g) ?? []).filter((term) => term !== '');
}

function unescaped(value: string): string {
  const [sequence] = /\\(?![,=\\]).?/su.exec(value.replace(/\\[,=\\]/g, '')) ?? [];
  if (sequence !== undefined) throw badRequest(`invalid field selector: invalid escape sequence: ${sequence}`);
  const [bare] = /[,=]/.exec(value.replace(/\\./gs, '')) ?? [];
  if (bare !== undefined) throw badRequest(`invalid field selector: unescaped character in value: ${bare.charCodeAt(0)}`);
  return value.replace(/\\([,=\\])/g, '$1');
}

function parseTerm(term: string): FieldTerm {
  const match = /^((?:\\.|[^=!\\])*)(!=|==|=)(.*)$/s.exec(term);
  const [, path, sign, value] = match ?? [];
  if (path === undefined || sign === undefined || value === undefined) throw badRequest(`invalid selector: '${term}'; can't understand '${term}'`);
  return { path: path.trim(), equal: sign !== '!=', value: unescaped(value) };
}
