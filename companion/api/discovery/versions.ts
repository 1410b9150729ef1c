const FORM = /^v(\d+)(?:(alpha|beta)(\d+))?$/;
const STAGES: Record<string, number> = { alpha: 0, beta: 1 };

/** Kubernetes' order of versions: stable before beta before alpha, higher numbers first, other names last by alphabet. */
export function byPriority(left: string, right: string): number {
  const a = FORM.exec(left);
  const b = FORM.exec(right);
  if (!a || !b) return a ? -1 : b ? 1 : left.localeCompare(right);
  const stage = (match: RegExpExecArray) => STAGES[match[2] ?? ''] ?? 2;
  return stage(b) - stage(a) || Number(b[1]) - Number(a[1]) || Number(b[3] ?? 0) - Number(a[3] ?? 0);
}

/** The order in which a real API server lists its own groups. */
const BUILT_IN = [
  '',
  'apiregistration.k8s.io',
  'apps',
  'events.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'storage.k8s.io',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'scheduling.k8s.io',
  'coordination.k8s.io',
  'node.k8s.io',
  'discovery.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'resource.k8s.io',
];
/** Served by OpenShift beside it, with a priority that lets `kubectl get projects` not mean the settings of the same name. */
const OPENSHIFT = ['oauth.openshift.io', 'project.openshift.io', 'template.openshift.io', 'user.openshift.io'];
const FIRST = [...BUILT_IN, ...OPENSHIFT];

/** Groups of definitions and other servers follow by name. */
export function groupOrder(group: string): number {
  const place = FIRST.indexOf(group);
  return place < 0 ? FIRST.length : place;
}

/** Is the group compiled into a real API server? */
export const isBuiltIn = (group: string): boolean => BUILT_IN.includes(group);
