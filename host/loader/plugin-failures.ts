import type { PluginInfoEntry } from '@openshift/dynamic-plugin-sdk';
import { HOST_API } from './plugin-store';

export interface PluginFailure {
  name: string;
  /** Where it broke: its manifest, its loading, or a plugin it waits for that is not there. */
  kind: 'manifest' | 'load' | 'dependency';
  /** In the words of whoever refused. */
  reason: string;
}

/** What is wrong with the plugins the store knows; a plugin that waits for one that is not on its way counts as failed. */
export function failuresOf(plugins: readonly PluginInfoEntry[]): PluginFailure[] {
  const known = new Set(plugins.map((each) => each.manifest.name));
  return plugins.flatMap((each): PluginFailure[] => {
    const { name } = each.manifest;
    if (each.status === 'failed') return [{ name, kind: 'load', reason: wordsOf(each.errorMessage, each.errorCause) }];
    if (each.status === 'loaded') return [];
    const missing = Object.entries(each.manifest.dependencies ?? {}).filter(([dep]) => dep !== HOST_API && !known.has(dep));
    if (missing.length === 0) return [];
    return [{ name, kind: 'dependency', reason: missing.map(([dep, range]) => `${dep} ${range}`).join(', ') }];
  });
}

/** A message with the messages of its causes, outermost first. */
function wordsOf(message: string, cause: unknown): string {
  const parts = [message];
  for (const each of flatten(cause)) if (!parts.includes(each)) parts.push(each);
  return parts.join(': ');
}

function flatten(cause: unknown): string[] {
  if (cause === undefined || cause === null) return [];
  if (Array.isArray(cause)) return cause.flatMap(flatten);
  if (cause instanceof Error) return [cause.message, ...flatten(cause.cause)];
  return cause instanceof Event ? addressOf(cause) : [String(cause)];
}

/** A script that does not load rejects with an event, which only knows where the script was to come from. */
function addressOf({ target }: Event): string[] {
  return target !== null && 'src' in target && typeof target.src === 'string' ? [target.src] : [];
}
