import type { StatusCause, UnknownObject } from '../../../contracts/objects';
import { duplicateValue, invalidValue, notSupported, required } from '../../kinds/core/causes';
import { at, isFields, items, strings, text } from '../../kinds/read';
import { versionSchemaCauses } from './validate-schema';

const LABEL_1035 = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const COLUMN_TYPES = ['boolean', 'date', 'integer', 'number', 'string'];
const PROTECTED = /(^|\.)(k8s\.io|kubernetes\.io)$/;
const APPROVAL = 'api-approved.kubernetes.io';
const LABEL_WORDS =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

function groupCauses(crd: UnknownObject): StatusCause[] {
  const group = text(crd, 'spec', 'group');
  if (group === '') return [required('spec.group')];
  if (!SUBDOMAIN.test(group)) return [invalidValue('spec.group', group, 'a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, \'-\' or \'.\'')];
  if (!group.includes('.')) return [invalidValue('spec.group', group, 'should be a domain with at least one dot')];
  if (PROTECTED.test(group) && !crd.metadata.annotations?.[APPROVAL]) {
    const words = `protected groups must have approval annotation "${APPROVAL}", see https://github.com/kubernetes/enhancements/pull/1111`;
    return [required(`metadata.annotations[${APPROVAL}]`, words)];
  }
  return [];
}

function namesCauses(crd: UnknownObject): StatusCause[] {
  const names = at(crd, 'spec', 'names');
  const out: StatusCause[] = [];
  const check = (member: string, isNeeded: boolean, value: string, field = `spec.names.${member}`) => {
    if (value === '' && isNeeded) out.push(required(field));
    else if (value !== '' && !LABEL_1035.test(value.toLowerCase())) out.push(invalidValue(field, value, LABEL_WORDS));
  };
  check('plural', true, text(names, 'plural'));
  check('singular', false, text(names, 'singular'));
  check('kind', true, text(names, 'kind'));
  check('listKind', true, text(names, 'listKind'));
  strings(names, 'shortNames').forEach((short, index) => check('', false, short, `spec.names.shortNames[${index}]`));
  if (text(names, 'kind') !== '' && text(names, 'kind') === text(names, 'listKind')) {
    out.push(invalidValue('spec.names.listKind', text(names, 'listKind'), 'kind and listKind may not be the same'));
  }
  return out;
}

function columnCauses(version: unknown, field: string): StatusCause[] {
  return items(version, 'additionalPrinterColumns').flatMap((column, index) => {
    const place = `${field}.additionalPrinterColumns[${index}]`;
    const out: StatusCause[] = [];
    if (text(column, 'name') === '') out.push(required(`${place}.name`));
    const type = text(column, 'type');
    if (type === '') out.push(required(`${place}.type`, 'must be one of boolean,date,integer,number,string'));
    else if (!COLUMN_TYPES.includes(type)) out.push(invalidValue(`${place}.type`, type, 'must be one of boolean,date,integer,number,string'));
    const path = text(column, 'jsonPath');
    if (path === '') out.push(required(`${place}.jsonPath`));
    else if (!path.startsWith('.')) out.push(invalidValue(`${place}.jsonPath`, path, 'must be a simple json path starting with .'));
    return out;
  });
}

function subresourceCauses(version: unknown, field: string): StatusCause[] {
  const scale = at(version, 'subresources', 'scale');
  if (!isFields(scale)) return [];
  const out: StatusCause[] = [];
  const check = (member: string, prefix: string, isNeeded: boolean) => {
    const path = text(scale, member);
    const place = `${field}.subresources.scale.${member}`;
    if (path === '') {
      if (isNeeded) out.push(required(place));
    } else if (!path.startsWith(prefix)) out.push(invalidValue(place, path, `should be a json path under ${prefix}`));
  };
  check('specReplicasPath', '.spec.', true);
  check('statusReplicasPath', '.status.', true);
  return out;
}

function versionsCauses(crd: UnknownObject): StatusCause[] {
  const versions = items(crd, 'spec', 'versions');
  if (versions.length === 0) return [required('spec.versions', 'must have at least one version')];
  const seen = new Set<string>();
  const out = versions.flatMap((version, index) => {
    const field = `spec.versions[${index}]`;
    const name = text(version, 'name');
    const own: StatusCause[] = [];
    if (!LABEL_1035.test(name)) own.push(invalidValue(`${field}.name`, name, LABEL_WORDS));
    if (seen.has(name)) own.push(duplicateValue(`${field}.name`, name));
    seen.add(name);
    return [...own, ...versionSchemaCauses(version, field), ...columnCauses(version, field), ...subresourceCauses(version, field)];
  });
  const stored = versions.filter((version) => version.storage === true).length;
  if (stored !== 1) out.push(invalidValue('spec.versions', versions.map((version) => text(version, 'name')), 'must have exactly one version marked as storage version'));
  return out;
}

/** What is wrong with a CustomResourceDefinition. */
export function definitionCauses(crd: UnknownObject): StatusCause[] {
  const plural = text(crd, 'spec', 'names', 'plural');
  const group = text(crd, 'spec', 'group');
  const name = `${plural}.${group}`;
  const scope = text(crd, 'spec', 'scope');
  const out: StatusCause[] = [];
  if (crd.metadata.name !== name) out.push(invalidValue('metadata.name', crd.metadata.name, 'must be spec.names.plural+"."+spec.group'));
  out.push(...groupCauses(crd));
  if (scope === '') out.push(required('spec.scope'));
  else if (scope !== 'Cluster' && scope !== 'Namespaced') out.push(notSupported('spec.scope', scope, ['Cluster', 'Namespaced']));
  if (at(crd, 'spec', 'preserveUnknownFields') === true) {
    out.push(invalidValue('spec.preserveUnknownFields', true, 'must be false in order to use defaults in the schema'));
  }
  const strategy = text(crd, 'spec', 'conversion', 'strategy');
  if (strategy !== '' && strategy !== 'None' && strategy !== 'Webhook') out.push(notSupported('spec.conversion.strategy', strategy, ['None', 'Webhook']));
  return [...out, ...namesCauses(crd), ...versionsCauses(crd)];
}

/** What of a definition stays as it was made. */
export function definitionUpdateCauses(crd: UnknownObject, before: UnknownObject): StatusCause[] {
  const fixed = [['group'], ['scope'], ['names', 'plural'], ['names', 'kind']];
  return fixed
    .filter((path) => text(crd, 'spec', ...path) !== text(before, 'spec', ...path))
    .map((path) => invalidValue(`spec.${path.join('.')}`, text(crd, 'spec', ...path), 'field is immutable'));
}
