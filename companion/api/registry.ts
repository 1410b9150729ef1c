import type { KindRef } from '../../contracts/kinds';
import type { AggregatedApi, KindDefinition, VersionDefinition } from '../kinds/definition';
import { resourceId } from '../store/reader';

/** A kind in one of its versions: what a request is about. */
export interface Resource {
  definition: KindDefinition;
  version: VersionDefinition;
  /** `plural.group`, the key in the store. */
  id: string;
  /** As requested, e.g. `kubevirt.io/v1`. */
  apiVersion: string;
  /** Of the version objects are stored in. */
  storedApiVersion: string;
  /** How the JSON of an object begins: custom resources are sorted, built-in kinds say their kind first. */
  head: Buffer;
}

/** The kinds being served; definitions come and go at run time. */
export class Registry {
  readonly #byId = new Map<string, KindDefinition>();
  readonly #aggregated = new Map<string, AggregatedApi>();
  /** Counts up with every change, for caches of discovery and OpenAPI. */
  generation = 0;

  constructor(definitions: readonly KindDefinition[], aggregated: readonly AggregatedApi[]) {
    for (const definition of definitions) this.#byId.set(resourceId(definition), definition);
    for (const api of aggregated) this.#aggregated.set(api.group, api);
  }

  define(definition: KindDefinition): void {
    this.#byId.set(resourceId(definition), definition);
    this.generation += 1;
  }

  undefine(group: string, plural: string): void {
    this.#byId.delete(resourceId({ group, plural }));
    this.generation += 1;
  }

  serve(api: AggregatedApi): void {
    this.#aggregated.set(api.group, api);
    this.generation += 1;
  }

  definitions(): readonly KindDefinition[] {
    return [...this.#byId.values()];
  }

  aggregated(group: string): AggregatedApi | undefined {
    return this.#aggregated.get(group);
  }

  aggregatedApis(): readonly AggregatedApi[] {
    return [...this.#aggregated.values()];
  }

  definition(group: string, plural: string): KindDefinition | undefined {
    return this.#byId.get(resourceId({ group, plural }));
  }

  find(group: string, version: string, plural: string): Resource | undefined {
    const definition = this.definition(group, plural);
    const found = definition?.versions.find((each) => each.name === version && each.served);
    return definition && found && resourceOf(definition, found);
  }

  /** The resource a kind reference names; a version that is not served falls back to the stored one. */
  resolve(kind: Pick<KindRef, 'group' | 'version' | 'plural'>): Resource | undefined {
    const definition = this.definition(kind.group, kind.plural);
    if (!definition) return undefined;
    return resourceOf(definition, definition.versions.find((each) => each.name === kind.version) ?? storageVersion(definition));
  }

  /** Is there such a kind among those compiled into an API server? */
  hasBuiltIn({ kind, apiVersion }: { kind: string; apiVersion: string }): boolean {
    const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
    return this.definitions().some((each) => each.origin === 'core' && each.kind === kind && each.group === group && each.versions.some(({ name }) => name === version));
  }

  /** Is this a group compiled into an API server? Those say 404 in another form than custom resources. */
  servesBuiltIn(group: string): boolean {
    for (const definition of this.#byId.values()) if (definition.group === group && definition.origin === 'core') return true;
    return false;
  }
}

/** The version objects are kept in: the marked one, else the first. */
export function storageVersion(definition: KindDefinition): VersionDefinition {
  const version = definition.versions.find((each) => each.storage) ?? definition.versions[0];
  if (!version) throw new Error(`${resourceId(definition)} has no versions`);
  return version;
}

function resourceOf(definition: KindDefinition, version: VersionDefinition): Resource {
  const prefix = definition.group ? `${definition.group}/` : '';
  const apiVersion = `${prefix}${version.name}`;
  const kind = definition.origin === 'crd' ? '' : `"kind":${JSON.stringify(definition.kind)},`;
  return {
    definition,
    version,
    id: resourceId(definition),
    apiVersion,
    storedApiVersion: `${prefix}${storageVersion(definition).name}`,
    head: Buffer.from(`{${kind}"apiVersion":${JSON.stringify(apiVersion)},`),
  };
}
