import { isRecord } from '../lib/guards';
import type { StatusCause, UnknownObject } from '../../contracts/objects';
import { badRequest, invalid } from '../lib/api-error';
import { invalidValue } from '../kinds/core/causes';
import type { AccessAttributes, Identity, KindDefinition, VirtualRequest } from '../kinds/definition';
import type { RbacAuthorizer } from './authorizer';

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** `spec` of an access review as the attributes of a request; undefined when it asks for neither form, or both. */
function attributesOf(spec: Record<string, unknown>): AccessAttributes | undefined {
  const resource = isRecord(spec.resourceAttributes) ? spec.resourceAttributes : undefined;
  const path = isRecord(spec.nonResourceAttributes) ? spec.nonResourceAttributes : undefined;
  if (Boolean(resource) === Boolean(path)) return undefined;
  if (path) return { verb: text(path.verb) ?? '', path: text(path.path) ?? '' };
  return {
    verb: text(resource?.verb) ?? '',
    group: text(resource?.group) ?? '',
    resource: text(resource?.resource) ?? '',
    ...pick('subresource', text(resource?.subresource)),
    ...pick('namespace', text(resource?.namespace)),
    ...pick('name', text(resource?.name)),
  };
}

function pick<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, string>);
}

function specOf(body: UnknownObject | undefined): Record<string, unknown> {
  return isRecord(body?.spec) ? body.spec : {};
}

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []);

function review(kind: string, request: VirtualRequest, as: Identity | undefined): UnknownObject {
  const spec = specOf(request.body);
  const attributes = attributesOf(spec);
  const causes = [
    ...(attributes ? [] : [invalidValue('spec.resourceAttributes', null, 'exactly one of nonResourceAttributes or resourceAttributes must be specified')]),
    ...(as && !as.username && as.groups.length === 0 ? [invalidValue('spec.user', '', 'at least one of user or group must be specified')] : []),
    ...(kind === 'LocalSubjectAccessReview' ? placeCauses(request, attributes) : []),
  ];
  if (!attributes || causes.length > 0) throw invalid({ group: 'authorization.k8s.io', kind }, '', causes);
  const namespaced = request.namespace && !attributes.namespace && attributes.resource ? { ...attributes, namespace: request.namespace } : attributes;
  const { allowed, reason } = request.allowed(namespaced, as);
  return answer(kind, 'authorization.k8s.io/v1', spec, { allowed, ...(reason ? { reason } : {}) });
}

/** A local review is about its own namespace. */
function placeCauses({ namespace }: VirtualRequest, attributes: AccessAttributes | undefined): StatusCause[] {
  if (attributes?.path !== undefined) return [invalidValue('spec.nonResourceAttributes', attributes.path, 'disallowed on this kind of request')];
  const wanted = attributes?.namespace;
  return wanted === undefined || wanted === namespace ? [] : [invalidValue('spec.resourceAttributes.namespace', wanted, 'must match metadata.namespace')];
}

function answer(kind: string, apiVersion: string, spec: unknown, status: unknown): UnknownObject {
  return { kind, apiVersion, metadata: { name: '' }, spec, status };
}

function rulesReview(request: VirtualRequest, authorizer: RbacAuthorizer): UnknownObject {
  const namespace = text(specOf(request.body).namespace);
  if (!namespace) throw badRequest('no namespace on request');
  const masters = request.user.groups.includes('system:masters');
  const everything = [{ rules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }, { verbs: ['*'], nonResourceURLs: ['*'] }] }];
  const rules = (masters ? everything : authorizer.grants(request.user, namespace)).flatMap((grant) => [...grant.rules]);
  return answer('SelfSubjectRulesReview', 'authorization.k8s.io/v1', {}, {
    resourceRules: rules.filter((rule) => !rule.nonResourceURLs),
    nonResourceRules: rules.filter((rule) => rule.nonResourceURLs),
    incomplete: false,
  });
}

export function userInfo(user: Identity) {
  return { username: user.username, ...(user.uid ? { uid: user.uid } : {}), groups: user.groups, ...(user.extra ? { extra: user.extra } : {}) };
}

function subjectOf(request: VirtualRequest): Identity {
  const spec = specOf(request.body);
  const extra = isRecord(spec.extra) ? Object.fromEntries(Object.entries(spec.extra).map(([key, values]) => [key, strings(values)])) : {};
  return { username: text(spec.user) ?? '', groups: strings(spec.groups), ...pick('uid', text(spec.uid)), ...(Object.keys(extra).length > 0 ? { extra } : {}) };
}

/** A kind that is a question: it is created, answered and not stored. */
export function reviewKind(kind: string, group: string, namespaced: boolean, handle: (request: VirtualRequest) => UnknownObject): KindDefinition {
  const singular = kind.toLowerCase();
  return {
    group,
    kind,
    singular,
    plural: `${singular}s`,
    namespaced,
    origin: 'core',
    verbs: ['create'],
    versions: [{ name: 'v1', served: true, storage: true }],
    virtual: { handle },
  };
}

/** Access reviews and "who am I": kinds that are questions, answered and never stored. */
export function reviewKinds(authorizer: RbacAuthorizer): KindDefinition[] {
  const group = 'authorization.k8s.io';
  return [
    reviewKind('SelfSubjectAccessReview', group, false, (request) => review('SelfSubjectAccessReview', request, undefined)),
    reviewKind('SubjectAccessReview', group, false, (request) => review('SubjectAccessReview', request, subjectOf(request))),
    reviewKind('LocalSubjectAccessReview', group, true, (request) => review('LocalSubjectAccessReview', request, subjectOf(request))),
    reviewKind('SelfSubjectRulesReview', group, false, (request) => rulesReview(request, authorizer)),
    reviewKind('SelfSubjectReview', 'authentication.k8s.io', false, ({ user }) => ({
      kind: 'SelfSubjectReview',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: { name: '' },
      status: { userInfo: userInfo(user) },
    })),
  ];
}
