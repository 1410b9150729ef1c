import { NamespaceKind, ProjectKind } from '../../../contracts/kinds';
import { isRecord, records, strings } from '../../domain/read';
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

/**
 * What may be listed in a project, from one SelfSubjectRulesReview: nothing is tried only to be refused. An incomplete
 * or missing answer counts as yes; the server then decides.
 */
export async function listableKinds(namespace: string, signal: AbortSignal): Promise<SourceKind[]> {
  try {
    const answer = await postReview(
      '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
      { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace } },
      signal,
    );
    const status = isRecord(answer) ? answer.status : undefined;
    if (!isRecord(status) || status.incomplete === true) return [...sourceKinds];
    const rules = records(status, 'resourceRules');
    return sourceKinds.filter((kind) => rules.some((rule) => covers(rule, kind)));
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    return [...sourceKinds];
  }
}
