import type { SchemaSource } from '../api/schema/load';
import { loadSchemas } from '../api/schema/load';
import { componentStatus } from './core/component-status';
import { eventsView } from './core/events-view';
import { coreHooks } from './core/hooks';
import { quotaHooks } from './core/quota/quota';
import type { KindDefinition, VersionDefinition } from './definition';
import { clusterGroups } from './groups/cluster';
import { coreV1 } from './groups/core-v1';
import { kubernetesGroups } from './groups/kubernetes';
import { kubevirt } from './groups/kubevirt';
import { kubevirtOperations } from './groups/kubevirt-operations';
import { openshiftGroups } from './groups/openshift';
import { platformGroups } from './groups/platform';
import { storageGroups } from './groups/storage';
import { builtinHooks } from './hooks';
import { mergeHooks } from './merge-hooks';
import { processedTemplates } from './templates/processed-templates';

const keyOf = (definition: KindDefinition) => (definition.group ? `${definition.plural}.${definition.group}` : definition.plural);

/** Looked for when the first object of the kind is written, so that a start does not read what it does not need. */
function withSchema(definition: KindDefinition, version: VersionDefinition, schemas: SchemaSource): VersionDefinition {
  const { group, kind } = definition;
  if (!schemas.has(group, version.name, kind)) return version;
  return { ...version, schema: () => schemas.find(group, version.name, kind) ?? {} };
}

/** Objects in namespaces count against quotas, but events do not. */
function isLimited({ namespaced, virtual, plural }: KindDefinition): boolean {
  return namespaced && !virtual && plural !== 'events';
}

function complete(definition: KindDefinition, schemas: SchemaSource): KindDefinition {
  const own = mergeHooks(coreHooks[keyOf(definition)], builtinHooks[keyOf(definition)]);
  const hooks = isLimited(definition) ? mergeHooks(own, quotaHooks(definition)) : own;
  const versions = definition.versions.map((version) => withSchema(definition, version, schemas));
  return { ...definition, versions, ...(hooks ? { hooks } : {}) };
}

/** Kinds that are put together elsewhere, with the schemas there are for them. */
export function withSchemas(definitions: readonly KindDefinition[], schemas: SchemaSource): KindDefinition[] {
  return definitions.map((definition) => ({ ...definition, versions: definition.versions.map((version) => withSchema(definition, version, schemas)) }));
}

/** What is compiled into a real API server: the core kinds and the machinery of definitions (`--bare`). */
export function bareKinds(schemas: SchemaSource = loadSchemas()): KindDefinition[] {
  return [...coreV1, ...kubernetesGroups, ...clusterGroups, ...eventsView, ...componentStatus].map((definition) => complete(definition, schemas));
}

/** Every stored kind of the local cluster: core, KubeVirt, CDI and what a virtualization cluster has around them. */
export function builtinKinds(schemas: SchemaSource = loadSchemas()): KindDefinition[] {
  const installed = [...kubevirt, ...kubevirtOperations, ...storageGroups, ...openshiftGroups, ...platformGroups, processedTemplates];
  return [...bareKinds(schemas), ...installed.map((definition) => complete(definition, schemas))];
}
