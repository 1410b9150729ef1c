import type { KubeObject } from '../../../contracts/objects';
import type { MigrationPolicy, VirtualMachineInstance } from '../../../contracts/virt';

type Labels = Record<string, string> | undefined;

/** How many of the selector's labels match; undefined when one does not. An absent selector matches everything. */
function matches(selector: Labels, labels: Labels): number | undefined {
  const wanted = Object.entries(selector ?? {});
  return wanted.every(([key, value]) => labels?.[key] === value) ? wanted.length : undefined;
}

/**
 * The policy for a migration: every label of its selectors must match; most labels of the instance win,
 * then most of the namespace, then the first name.
 */
export function choosePolicy(
  policies: readonly MigrationPolicy[],
  vmi: Pick<VirtualMachineInstance, 'metadata'>,
  namespace: KubeObject | undefined,
): MigrationPolicy | undefined {
  const fitting = policies.flatMap((policy) => {
    const { virtualMachineInstanceSelector, namespaceSelector } = policy.spec.selectors ?? {};
    const own = matches(virtualMachineInstanceSelector, vmi.metadata.labels);
    const around = matches(namespaceSelector, namespace?.metadata.labels);
    return own === undefined || around === undefined ? [] : [{ policy, own, around }];
  });
  fitting.sort((a, b) => b.own - a.own || b.around - a.around || a.policy.metadata.name.localeCompare(b.policy.metadata.name));
  return fitting[0]?.policy;
}
