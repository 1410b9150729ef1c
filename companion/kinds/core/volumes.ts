import type { StatusCause } from '../../../contracts/objects';
import { StorageClassKind } from '../../../contracts/kinds';
import type { AdmissionRequest, KindHooks } from '../definition';
import { at, entries, isFields, strings, text } from '../read';
import { forbiddenChange, notSupported, required } from './causes';
import { defaults, section } from './draft';

const CLAIM_FINALIZER = 'kubernetes.io/pvc-protection';
const VOLUME_FINALIZER = 'kubernetes.io/pv-protection';
const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';
const MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

/** The newest class marked as default, as the admission plugin chooses. */
function defaultClass({ read }: AdmissionRequest): string | undefined {
  const marked = read.list(StorageClassKind).filter((each) => each.metadata.annotations?.[DEFAULT_CLASS] === 'true');
  const newest = [...marked].sort((left, right) => (right.metadata.creationTimestamp ?? '').localeCompare(left.metadata.creationTimestamp ?? ''));
  return newest[0]?.metadata.name;
}

function protect(object: AdmissionRequest['object'], finalizer: string): void {
  const { finalizers = [] } = object.metadata;
  if (!finalizers.includes(finalizer)) object.metadata.finalizers = [...finalizers, finalizer];
}

function mutateClaim(request: AdmissionRequest): void {
  const { object, operation } = request;
  if (operation !== 'CREATE') return;
  const spec = section(object, 'spec');
  const storageClassName = spec.storageClassName === undefined ? defaultClass(request) : undefined;
  defaults(spec, { volumeMode: 'Filesystem', ...(storageClassName ? { storageClassName } : {}) });
  const source = spec.dataSource ?? spec.dataSourceRef;
  if (isFields(source) && !at(source, 'namespace')) defaults(spec, { dataSource: source, dataSourceRef: source });
  protect(object, CLAIM_FINALIZER);
  object.status = { phase: 'Pending' };
}

/** Two specs as the API server shows them when one may not become the other. */
function specDiff(before: unknown, after: unknown): string {
  const lines = (value: unknown) => JSON.stringify(value ?? {}, null, 2).split('\n');
  const old = lines(before);
  const next = lines(after);
  const shown = [...old.map((line) => (next.includes(line) ? `  ${line}` : `- ${line}`)), ...next.filter((line) => !old.includes(line)).map((line) => `+ ${line}`)];
  return `core.PersistentVolumeClaimSpec${shown.join('\n')}`;
}

/** What of a bound claim may change after its creation is taken out of the comparison. */
function fixedPart(spec: unknown, isBound: boolean): unknown {
  if (!isFields(spec)) return {};
  const open = new Set(isBound ? ['volumeName', 'volumeAttributesClassName', 'resources'] : ['volumeName']);
  const rest = Object.fromEntries(Object.entries(spec).filter(([name]) => !open.has(name)));
  return isBound ? { ...rest, limits: at(spec, 'resources', 'limits') } : rest;
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isFields(value)) return value;
  return Object.fromEntries(entries(value).sort(([left], [right]) => (left < right ? -1 : 1)).map(([name, child]) => [name, sorted(child)]));
};
const same = (left: unknown, right: unknown) => JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));

function claimUpdateCauses({ object, oldObject, internal }: AdmissionRequest): StatusCause[] {
  if (!oldObject || internal) return [];
  const isBound = text(oldObject, 'status', 'phase') === 'Bound';
  const before = fixedPart(at(oldObject, 'spec'), isBound);
  const after = fixedPart(at(object, 'spec'), isBound);
  if (same(before, after)) return [];
  const words = 'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
  return [forbiddenChange('spec', `${words}\n${specDiff(at(oldObject, 'spec'), at(object, 'spec'))}`)];
}

function validateClaim(request: AdmissionRequest): StatusCause[] {
  const { object, operation } = request;
  if (operation === 'DELETE') return [];
  if (operation === 'UPDATE') return claimUpdateCauses(request);
  const modes = strings(object, 'spec', 'accessModes');
  const out: StatusCause[] = [];
  if (modes.length === 0) out.push(required('spec.accessModes', 'at least 1 access mode is required'));
  out.push(...modes.flatMap((mode) => (MODES.includes(mode) ? [] : [notSupported('spec.accessModes', mode, MODES)])));
  if (at(object, 'spec', 'resources', 'requests', 'storage') === undefined) out.push(required('spec.resources[storage]'));
  const mode = text(object, 'spec', 'volumeMode');
  if (mode !== 'Block' && mode !== 'Filesystem') out.push(notSupported('spec.volumeMode', mode, ['Block', 'Filesystem']));
  return out;
}

export const volumeClaimHooks: KindHooks = { mutate: mutateClaim, validate: validateClaim };

export const volumeHooks: KindHooks = {
  mutate: ({ object, operation }) => {
    if (operation !== 'CREATE') return;
    defaults(section(object, 'spec'), { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' });
    protect(object, VOLUME_FINALIZER);
    if (!object.status) object.status = { phase: 'Pending' };
  },
};

export const storageClassHooks: KindHooks = {
  mutate: ({ object, operation }) => {
    if (operation !== 'DELETE') defaults(object, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' });
  },
  validate: ({ object, oldObject, operation }) => {
    if (operation === 'DELETE') return [];
    if (!oldObject) return text(object, 'provisioner') ? [] : [required('provisioner')];
    const fixed = ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode'];
    return fixed.filter((name) => !same(at(object, name), at(oldObject, name))).map((name) => forbiddenChange(name, `updates to ${name} are forbidden.`));
  },
};
