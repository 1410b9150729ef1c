import { coreHooks } from './core/hooks';
import type { KindDefinition, KindHooks } from './definition';
import { coreV1 } from './groups/core-v1';
import { kubernetesGroups } from './groups/kubernetes';
import { kubevirt } from './groups/kubevirt';
import { kubevirtOperations } from './groups/kubevirt-operations';
import { openshiftGroups } from './groups/openshift';
import { platformGroups } from './groups/platform';
import { storageGroups } from './groups/storage';
import { builtinHooks } from './hooks';

const keyOf = (definition: KindDefinition) => (definition.group ? `${definition.plural}.${definition.group}` : definition.plural);

function merged(first: KindHooks | undefined, second: KindHooks | undefined): KindHooks | undefined {
  if (!first || !second) return first ?? second;
  return {
    mutate: (request) => {
      first.mutate?.(request);
      second.mutate?.(request);
    },
    validate: (request) => [...(first.validate?.(request) ?? []), ...(second.validate?.(request) ?? [])],
  };
}

function withHooks(definition: KindDefinition): KindDefinition {
  const hooks = merged(coreHooks[keyOf(definition)], builtinHooks[keyOf(definition)]);
  return hooks ? { ...definition, hooks } : definition;
}

/** What is compiled into a real API server: the core kinds and the machinery of definitions (`--bare`). */
export function bareKinds(): KindDefinition[] {
  return [...coreV1, ...kubernetesGroups].map(withHooks);
}

/** Every stored kind of the local cluster: core, KubeVirt, CDI and what a virtualization cluster has around them. */
export function builtinKinds(): KindDefinition[] {
  const installed = [...kubevirt, ...kubevirtOperations, ...storageGroups, ...openshiftGroups, ...platformGroups];
  return [...bareKinds(), ...installed.map(withHooks)];
}
