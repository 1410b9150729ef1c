export type StatusTone = 'success' | 'info' | 'warning' | 'danger' | 'custom' | 'neutral';

/** Groups of statuses, as the filters and counters use them, worst first. */
export const statusGroups = ['error', 'paused', 'migrating', 'starting', 'stopping', 'running', 'stopped', 'other'] as const;
export type StatusGroup = (typeof statusGroups)[number];

interface StatusFacts {
  group: StatusGroup;
  tone: StatusTone;
  icon: string;
}

const looks: Record<StatusGroup, { tone: StatusTone; icon: string }> = {
  error: { tone: 'danger', icon: 'danger' },
  paused: { tone: 'warning', icon: 'pause' },
  migrating: { tone: 'info', icon: 'migrate' },
  starting: { tone: 'info', icon: 'progress' },
  stopping: { tone: 'info', icon: 'progress' },
  running: { tone: 'success', icon: 'check' },
  stopped: { tone: 'neutral', icon: 'off' },
  other: { tone: 'neutral', icon: 'question' },
};

/** Every printable status KubeVirt writes (api/core/v1: VirtualMachinePrintableStatus). */
const groups: Record<string, StatusGroup> = {
  Running: 'running',
  Stopped: 'stopped',
  Paused: 'paused',
  Migrating: 'migrating',
  Starting: 'starting',
  Provisioning: 'starting',
  WaitingForVolumeBinding: 'starting',
  WaitingForReceiver: 'starting',
  Stopping: 'stopping',
  Terminating: 'stopping',
  CrashLoopBackOff: 'error',
  ErrorUnschedulable: 'error',
  ErrImagePull: 'error',
  ImagePullBackOff: 'error',
  ErrorPvcNotFound: 'error',
  DataVolumeError: 'error',
  Failed: 'error',
  Unknown: 'other',
};

/** How a printable status is grouped and shown; statuses from newer servers that say "Error" count as errors. */
export function statusFacts(status: string): StatusFacts {
  const group = groups[status] ?? (/err|fail|backoff/i.test(status) ? 'error' : 'other');
  return { group, ...looks[group] };
}

/** How a group of statuses is shown. */
export function groupLook(group: StatusGroup): { tone: StatusTone; icon: string } {
  return looks[group];
}

/** How the worst of many is shown; beyond the last group there is none. */
export function severityLook(severity: number): { tone: StatusTone; icon: string } {
  return looks[statusGroups[severity] ?? 'other'];
}

/** For sorting and for the worst of many: lower is worse. */
export function severityOf(status: string): number {
  return statusGroups.indexOf(statusFacts(status).group);
}
