import type { StatusCause } from '../../../../contracts/objects';
import { webhookDenied } from '../../../lib/api-error';
import type { AdmissionRequest } from '../../definition';
import { at, type Fields, isFields, strings, text } from '../../read';
import { Webhooks } from '../webhooks';
import { invalid, when } from './causes';

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** A clone without target becomes `clone-{source}-{five characters}`. */
export function defaultClone({ object, operation, subresource }: AdmissionRequest): void {
  const spec = object.spec;
  if (operation !== 'CREATE' || subresource || !isFields(spec) || isFields(spec.target)) return;
  const suffix = [...crypto.getRandomValues(new Uint8Array(5))].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
  spec.target = { apiGroup: 'kubevirt.io', kind: 'VirtualMachine', name: `clone-${text(spec, 'source', 'name')}-${suffix}` };
}

const SOURCES: Record<string, string> = { VirtualMachine: 'kubevirt.io', VirtualMachineSnapshot: 'snapshot.kubevirt.io' };

function source(spec: Fields): StatusCause[] {
  const [kind, name] = [text(spec, 'source', 'kind'), text(spec, 'source', 'name')];
  return [
    ...when(!(kind in SOURCES), () => invalid('spec.Source.Kind', 'Source kind is not supported')),
    ...when(!kind, () => invalid('spec.Source', "Source's Kind cannot be empty")),
    ...when(!name, () => invalid('spec.Source.Name', "Source's name cannot be empty")),
  ];
}

function target(spec: Fields): StatusCause[] {
  const kind = text(spec, 'target', 'kind');
  const same = text(spec, 'source', 'kind') === 'VirtualMachine' && text(spec, 'source', 'name') === text(spec, 'target', 'name');
  return [
    ...when(kind !== '' && kind !== 'VirtualMachine', () => invalid('spec.Target.Kind', 'Target kind is not supported')),
    ...when(same, () => invalid('spec.target.name', 'Target name cannot be equal to source name when both are VirtualMachines')),
  ];
}

function filters(spec: Fields): StatusCause[] {
  const lists: [field: string, values: string[]][] = [
    ['spec.labels', strings(spec, 'labelFilters')],
    ['spec.annotations', strings(spec, 'annotationFilters')],
    ['spec.template.labels', strings(spec, 'template', 'labelFilters')],
    ['spec.template.annotations', strings(spec, 'template', 'annotationFilters')],
  ];
  const words = (field: string, filter: string) =>
    `${field} filter ${filter} is invalid: cannot contain a negation character (!); FilterRules: NegationChar can be only used at the beginning of the filter`;
  return lists.flatMap(([field, values]) => values.filter((filter) => filter.slice(1).includes('!')).map((filter) => invalid(field, words(field, filter))));
}

function addresses(spec: Fields): StatusCause[] {
  const macs = isFields(spec.newMacAddresses) ? Object.entries(spec.newMacAddresses) : [];
  const bad = macs.filter(([, mac]) => !/^([\da-f]{2}[:-]){5}[\da-f]{2}$/i.test(String(mac)));
  return bad.map(([name, mac]) => invalid(`spec.newMacAddresses.${name}`, `interface ${name} has malformed MAC address (${String(mac)}).`));
}

function patches(spec: Fields): StatusCause[] {
  return strings(spec, 'patches').flatMap((patch, index) => {
    try {
      JSON.parse(patch);
      return [];
    } catch {
      return [invalid(`spec.patches[${index}]`, `patch is not valid JSON (${patch})`)];
    }
  });
}

/** Refuses a VirtualMachineClone as KubeVirt's webhook does. */
export function validateClone({ object, operation, subresource }: AdmissionRequest): void {
  const spec = at(object, 'spec');
  if (operation !== 'CREATE' || subresource || !isFields(spec)) return;
  const causes = [...source(spec), ...target(spec), ...filters(spec), ...addresses(spec), ...patches(spec)];
  if (causes.length > 0) throw webhookDenied(Webhooks.clone, causes);
}
