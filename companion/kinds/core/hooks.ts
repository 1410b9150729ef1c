import { definitionHooks } from '../../api/crd/hooks';
import type { KindHooks } from '../definition';
import { mergeHooks } from '../merge-hooks';
import { bindingHooks, roleHooks } from './access';
import { configMapHooks, secretHooks } from './config';
import { eventHooks } from './event';
import { podAdmissionHooks } from './pods/admission';
import { claimLimitHooks, limitRangeHooks, podLimitHooks } from './quota/limit-range';
import { disruptionBudgetHooks, resourceQuotaHooks } from './quota/quota-rules';
import { serviceHooks } from './service';
import { cronJobHooks, endpointsHooks, networkPolicyHooks, priorityClassHooks } from './simple-defaults';
import { storageClassHooks, volumeClaimHooks, volumeHooks } from './volumes';
import { jobHooks, podHooks, revisionHooks, workloadHooks } from './workloads';

/** What the real API server itself does for its own kinds, by `plural.group` (`pods` for the core group). */
export const coreHooks: Record<string, KindHooks | undefined> = {
  configmaps: configMapHooks,
  'customresourcedefinitions.apiextensions.k8s.io': definitionHooks,
  endpoints: endpointsHooks,
  events: eventHooks,
  limitranges: limitRangeHooks,
  persistentvolumeclaims: mergeHooks(volumeClaimHooks, claimLimitHooks),
  persistentvolumes: volumeHooks,
  pods: mergeHooks(podAdmissionHooks, podLimitHooks, podHooks),
  resourcequotas: resourceQuotaHooks,
  secrets: secretHooks,
  services: serviceHooks,
  'storageclasses.storage.k8s.io': storageClassHooks,
  'controllerrevisions.apps': revisionHooks,
  'daemonsets.apps': workloadHooks,
  'deployments.apps': workloadHooks,
  'replicasets.apps': workloadHooks,
  'statefulsets.apps': workloadHooks,
  'cronjobs.batch': cronJobHooks,
  'jobs.batch': jobHooks,
  'networkpolicies.networking.k8s.io': networkPolicyHooks,
  'poddisruptionbudgets.policy': disruptionBudgetHooks,
  'priorityclasses.scheduling.k8s.io': priorityClassHooks,
  'clusterrolebindings.rbac.authorization.k8s.io': bindingHooks,
  'clusterroles.rbac.authorization.k8s.io': roleHooks,
  'rolebindings.rbac.authorization.k8s.io': bindingHooks,
  'roles.rbac.authorization.k8s.io': roleHooks,
};
