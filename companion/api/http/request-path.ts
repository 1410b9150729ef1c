/** What a URL path below `/api` or `/apis` is about, before anything is looked up. */
export interface ResourcePath {
  type: 'resource';
  group: string;
  version: string;
  namespace?: string;
  plural: string;
  name?: string;
  subresource?: string;
  /** The old `/api/v1/watch/...` form. */
  watch: boolean;
}

export type RequestPath = ResourcePath | { type: 'other'; path: string } | { type: 'malformed'; group: string };

/** Parses a path. Segments are decoded one by one, so an encoded slash can never change the structure; as a part of a name it is malformed. */
export function parsePath(path: string): RequestPath {
  const parts = path.split('/').slice(1);
  if (parts[parts.length - 1] === '') parts.pop();
  const decoded: string[] = [];
  for (const part of parts) {
    const text = decodeSegment(part);
    if (text === undefined) return { type: 'malformed', group: decoded[0] === 'api' ? '' : (decoded[1] ?? 'none') };
    decoded.push(text);
  }
  const place = groupOf(decoded);
  return (place && resourcePath(place)) ?? { type: 'other', path };
}

interface Place {
  group: string;
  version: string;
  rest: string[];
}

function groupOf([root, first, second, ...rest]: string[]): Place | undefined {
  if (root === 'api' && first !== undefined && second !== undefined) return { group: '', version: first, rest: [second, ...rest] };
  if (root !== 'apis' || first === undefined || second === undefined || rest.length === 0) return undefined;
  return { group: first, version: second, rest };
}

function resourcePath({ group, version, rest }: Place): ResourcePath | undefined {
  const watch = rest[0] === 'watch' && rest.length > 1;
  const parts = watch ? rest.slice(1) : rest;
  const base = { type: 'resource' as const, group, version, watch };
  const inNamespace = parts[0] === 'namespaces' && parts.length >= 3 && !isNamespaceSubresource(parts);
  const [plural, name, ...more] = inNamespace ? parts.slice(2) : parts;
  if (!plural) return undefined;
  return {
    ...base,
    plural,
    ...(inNamespace && parts[1] !== undefined ? { namespace: parts[1] } : {}),
    ...(name !== undefined ? { name } : {}),
    ...(more.length > 0 ? { subresource: more.join('/') } : {}),
  };
}

/** `/api/v1/namespaces/x/status` and `/finalize` are about the namespace x, not about a resource called status. */
function isNamespaceSubresource(parts: string[]): boolean {
  return parts.length === 3 && (parts[2] === 'status' || parts[2] === 'finalize');
}

function decodeSegment(segment: string): string | undefined {
  if (segment === '' || segment === '.' || segment === '..') return undefined;
  try {
    const text = decodeURIComponent(segment);
    return /[/\u0000]/.test(text) || text === '.' || text === '..' ? undefined : text;
  } catch {
    return undefined;
  }
}
