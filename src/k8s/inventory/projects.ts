import { NamespaceKind, ProjectKind } from '../../../contracts/kinds';
import { at, isRecord, records, strings } from '../../domain/read';
import { ApiError } from '../api-error';
import { listObjects, postReview } from '../client';
import type { SourceKind } from './sources';
import { sourceKinds } from './sources';

/** The projects a person may see: OpenShift filters them by person; elsewhere whoever may list namespaces sees all. */
export async function visibleProjects(signal: AbortSignal): Promise<string[]> {
  try {
    return (await listObjects(ProjectKind, { signal })).items.map((project) => project.metadata.name);
  } catch (thrown) {
    if (!(thrown instanceof ApiError) || (thrown.code !== 404 && thrown.code !== 403)) throw thrown;
  }
  return (await listObjects(NamespaceKind, { signal })).items.map((namespace) => namespace.metadata.name);
}

function covers(rule: unknown, resource: string): boolean {
  const any = (values: string[], wanted: string) => values.includes(wanted) || values.includes('*');
  return any(strings(rule, 'verbs'), 'list') && any(strings(rule, 'apiGroups'), 'kubevirt.io') && any(strings(rule, 'resources'), resource);
}

async function mayList(namespace: string, resource: SourceKind, signal: AbortSignal): Promise<boolean> {
  const review = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes: { verb: 'list', group: 'kubevirt.io', resource, namespace } },
  };
  return at(await postReview('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', review, signal), 'status', 'allowed') === true;
}

/**
 * What may be listed in a project, from one SelfSubjectRulesReview: nothing is tried only to be refused. Where the rules
 * cannot be told in full (authorizers other than RBAC), each kind is asked for; without any answer the server decides.
 */
export async function listableKinds(namespace: string, signal: AbortSignal): Promise<SourceKind[]> {
  try {
    const answer = await postReview(
      '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
      { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace } },
      signal,
    );
    const status = isRecord(answer) ? answer.status : undefined;
    if (!isRecord(status)) return [...sourceKinds];
    const rules = records(status, 'resourceRules');
    const told = sourceKinds.filter((kind) => rules.some((rule) => covers(rule, kind)));
    if (status.incomplete !== true || told.length === sourceKinds.length) return told;
    const asked = await Promise.all(sourceKinds.map((kind) => told.includes(kind) || mayList(namespace, kind, signal)));
    return sourceKinds.filter((_, index) => asked[index]);
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    return [...sourceKinds];
  }
}
