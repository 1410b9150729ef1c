import { createHash } from 'node:crypto';
import type { AggregatedApi, KindDefinition, VersionDefinition } from '../../kinds/definition';

/** An entry of an APIResourceList; `name` has a slash for subresources. */
export interface ApiResource {
  name: string;
  singularName: string;
  namespaced: boolean;
  kind: string;
  verbs: string[];
  group?: string;
  version?: string;
  shortNames?: string[];
  categories?: string[];
  storageVersionHash?: string;
}

const CORE_VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const CUSTOM_VERBS = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'];

/** The first 8 bytes of a hash of the stored group, version and kind, as the API server computes it. */
export function storageVersionHash(group: string, version: string, kind: string): string {
  return createHash('sha256').update(`${group}/${version}/${kind}`).digest().subarray(0, 8).toString('base64');
}

function mainEntry(definition: KindDefinition): ApiResource {
  const stored = definition.versions.find((version) => version.storage);
  const verbs = definition.verbs ?? (definition.origin === 'core' ? CORE_VERBS : CUSTOM_VERBS);
  const hashed = stored !== undefined && !definition.virtual && definition.origin !== 'aggregated';
  return {
    name: definition.plural,
    singularName: definition.singular,
    namespaced: definition.namespaced,
    kind: definition.kind,
    verbs,
    ...(definition.shortNames?.length ? { shortNames: definition.shortNames } : {}),
    ...(definition.categories?.length ? { categories: definition.categories } : {}),
    ...(hashed ? { storageVersionHash: storageVersionHash(definition.group, stored.name, definition.kind) } : {}),
  };
}

/** The kind itself and its subresources in one version. */
export function resourcesOf(definition: KindDefinition, version: VersionDefinition): ApiResource[] {
  const { plural, kind, namespaced } = definition;
  const verbs = ['get', 'patch', 'update'];
  const out = [mainEntry(definition)];
  if (version.status) out.push({ name: `${plural}/status`, singularName: '', namespaced, kind, verbs });
  if (version.scale) {
    out.push({ name: `${plural}/scale`, singularName: '', namespaced, group: 'autoscaling', version: 'v1', kind: 'Scale', verbs });
  }
  for (const [name, own] of Object.entries(definition.subresources ?? {})) {
    const elsewhere = own.group !== undefined && own.version !== undefined ? { group: own.group, version: own.version } : {};
    out.push({ name: `${plural}/${name}`, singularName: '', namespaced, ...elsewhere, kind: own.kind, verbs: own.verbs });
  }
  return out;
}

/** Entries of an API that is no object storage; they come after the stored kinds of the same group. */
export function resourcesOfApi(api: AggregatedApi): ApiResource[] {
  return api.resources.map((resource) => ({ singularName: '', ...resource }));
}
