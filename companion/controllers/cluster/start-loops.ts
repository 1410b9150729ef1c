import type { Controller } from '../context';
import { startCordon } from './cordon';
import { startDisruption } from './disruption';
import { startEndpoints } from './endpoints';
import { startEventExpiry } from './event-expiry';
import { startForeignPods } from './foreign-pods';
import { startHeartbeat } from './heartbeat';
import { startJobs } from './jobs';
import type { LoopContext } from './loop-context';
import { startPodEndings } from './pod-endings';
import { startQuotaStatus } from './quota-status';

/** What a controller manager, a scheduler and the kubelets do for Kubernetes' own kinds, with or without KubeVirt. */
export function startLoops(context: LoopContext): Controller[] {
  return [
    startHeartbeat(context),
    startEventExpiry(context),
    startForeignPods(context),
    startPodEndings(context),
    startCordon(context),
    startDisruption(context),
    startQuotaStatus(context),
    startJobs(context),
    startEndpoints(context),
  ];
}
