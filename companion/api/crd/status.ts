import type { UnknownObject } from '../../../contracts/objects';
import type { Fields } from '../../kinds/read';
import { at, isFields, items, strings, text } from '../../kinds/read';

const APPROVAL = 'api-approved.kubernetes.io';
const PROTECTED = /(^|\.)(k8s\.io|kubernetes\.io)$/;
const PROPOSAL = 'see https://github.com/kubernetes/enhancements/pull/1111';

type Condition = Record<'type' | 'status' | 'reason' | 'message', string>;

/** What the definitions of the same group have taken already. */
interface Taken {
  resources: Set<string>;
  kinds: Set<string>;
}

function takenBy(others: readonly UnknownObject[]): Taken {
  const accepted = others.map((crd) => at(crd, 'status', 'acceptedNames'));
  return {
    resources: new Set(accepted.flatMap((names) => [text(names, 'plural'), text(names, 'singular'), ...strings(names, 'shortNames')])),
    kinds: new Set(accepted.flatMap((names) => [text(names, 'kind'), text(names, 'listKind')])),
  };
}

/** Accepts the names one by one; the last that is taken is told. */
function acceptNames(crd: UnknownObject, { resources, kinds }: Taken): { names: Fields; accepted: Condition } {
  const wanted = at(crd, 'spec', 'names');
  const before = at(crd, 'status', 'acceptedNames');
  const names: Fields = { plural: '', kind: '', ...(isFields(before) ? before : {}) };
  const accepted: Condition = { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts', message: 'no conflicts found' };
  const refuse = (reason: string, clashes: string[]) => {
    const words = clashes.map((name) => `${JSON.stringify(name)} is already in use`);
    Object.assign(accepted, { status: 'False', reason, message: words.length === 1 ? words[0] : `[${words.join(', ')}]` });
  };
  const one = (member: string, reason: string, used: Set<string>) => {
    const name = text(wanted, member);
    if (name !== text(before, member) && used.has(name)) refuse(reason, [name]);
    else names[member] = name;
  };
  one('plural', 'PluralConflict', resources);
  one('singular', 'SingularConflict', resources);
  const own = strings(before, 'shortNames');
  const clashes = strings(wanted, 'shortNames').filter((name) => !own.includes(name) && resources.has(name));
  if (clashes.length > 0) refuse('ShortNamesConflict', clashes);
  else if (strings(wanted, 'shortNames').length > 0) names.shortNames = strings(wanted, 'shortNames');
  else delete names.shortNames;
  one('kind', 'KindConflict', kinds);
  one('listKind', 'ListKindConflict', kinds);
  if (strings(wanted, 'categories').length > 0) names.categories = strings(wanted, 'categories');
  else delete names.categories;
  return { names, accepted };
}

/** Groups of the Kubernetes community say who has approved their kinds. */
function approvalOf(crd: UnknownObject): Condition[] {
  if (!PROTECTED.test(text(crd, 'spec', 'group'))) return [];
  const annotation = crd.metadata.annotations?.[APPROVAL] ?? '';
  const say = (status: string, reason: string, message: string) => [{ type: 'KubernetesAPIApprovalPolicyConformant', status, reason, message }];
  if (annotation === '') return say('False', 'MissingAnnotation', `protected groups must have approval annotation "${APPROVAL}", ${PROPOSAL}`);
  if (annotation.startsWith('unapproved')) return say('False', 'UnapprovedAnnotation', `not approved: ${JSON.stringify(annotation)}`);
  if (URL.canParse(annotation) && new URL(annotation).host !== '') return say('True', 'ApprovedAnnotation', `approved in ${annotation}`);
  const words = `protected groups must have approval annotation "${APPROVAL}" with either a URL or a reason starting with "unapproved", ${PROPOSAL}`;
  return say('False', 'InvalidAnnotation', words);
}

/** The condition as it is written; the moment it changed is kept while it stays as it is. */
function dated(before: unknown, { type, status, reason, message }: Condition, now: string): Fields {
  const old = items(before, 'conditions').find((each) => each.type === type);
  return { type, status, lastTransitionTime: old?.status === status ? old?.lastTransitionTime : now, reason, message };
}

/** Puts a condition in its place among the others, or behind them. */
export function withCondition(status: unknown, condition: Condition, now: string): Fields {
  const old = items(status, 'conditions');
  const made = dated(status, condition, now);
  const conditions = old.some((each) => each.type === condition.type) ? old.map((each) => (each.type === condition.type ? made : each)) : [...old, made];
  return { conditions, ...(isFields(status) ? { ...status, conditions } : {}) };
}

/** The status a definition has on its way into service: names, approval, and whether it is established. */
export function definitionStatus(crd: UnknownObject, others: readonly UnknownObject[], now: string): Fields {
  const group = text(crd, 'spec', 'group');
  const sameGroup = others.filter((other) => other.metadata.name !== crd.metadata.name && text(other, 'spec', 'group') === group);
  const { names, accepted } = acceptNames(crd, takenBy(sameGroup));
  const stays = items(crd, 'status', 'conditions').some((each) => each.type === 'Established' && each.status === 'True');
  const established: Condition =
    stays || accepted.status === 'True'
      ? { type: 'Established', status: 'True', reason: 'InitialNamesAccepted', message: 'the initial names have been accepted' }
      : { type: 'Established', status: 'False', reason: 'NotAccepted', message: 'not all names are accepted' };
  const start: unknown = crd.status;
  const status = [accepted, established, ...approvalOf(crd)].reduce<unknown>((out, condition) => withCondition(out, condition, now), start);
  return { ...(isFields(status) ? status : {}), acceptedNames: names };
}

/** Is the kind of the definition served? */
export function isEstablished(status: unknown): boolean {
  return items(status, 'conditions').some((each) => each.type === 'Established' && each.status === 'True');
}

/** The condition of a definition that goes away. */
export const terminating = (reason: string, message: string): Condition => ({ type: 'Terminating', status: 'True', reason, message });
