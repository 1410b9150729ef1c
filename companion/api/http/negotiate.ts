import { ApiError } from '../../lib/api-error';

/** What the client wants to read. */
export interface Media {
  format: 'json' | 'yaml';
  as?: 'Table' | 'PartialObjectMetadata' | 'PartialObjectMetadataList';
  /** `v1` or `v1beta1` of meta.k8s.io. */
  metaVersion?: string;
}

const TYPES = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];
const WATCH_TYPES = ['application/json;stream=watch', 'application/vnd.kubernetes.protobuf;stream=watch'];

interface Clause {
  type: string;
  parameters: Map<string, string>;
  quality: number;
}

interface Asked {
  watch?: boolean;
  /** Of a kind compiled into an API server: such paths look at the bare types first, before anything else happens. */
  builtIn?: boolean;
  /** The path is one of a collection, which can be watched as well. */
  list?: boolean;
}

/** The first clause of an Accept header that can be served; none or an empty header means JSON. */
export function negotiate(accept: string | undefined, options: Asked = {}): Media {
  if (options.builtIn) checkBareTypes(accept, options.list ?? false);
  const clauses = parseAccept(accept);
  if (clauses.length === 0) return { format: 'json' };
  for (const clause of clauses.filter(({ quality }) => quality > 0)) {
    const media = mediaOf(clause, options.watch ?? false);
    if (media) return media;
  }
  throw notAcceptable(options.watch ? WATCH_TYPES : TYPES);
}

/** The format of refusals and of what has only one form: what is asked for, or JSON. */
export function preferredFormat(accept: string | undefined): Media['format'] {
  const known = parseAccept(accept).find(({ type, quality }) => quality > 0 && formatOf(type) !== undefined);
  return (known && formatOf(known.type)) ?? 'json';
}

function checkBareTypes(accept: string | undefined, list: boolean): void {
  const types = (accept ?? '').split(',').map((clause) => clause.split(';')[0]?.trim() ?? '');
  const produced = list ? [...TYPES, ...WATCH_TYPES] : TYPES;
  if (!accept || types.some((type) => type === '*/*' || produced.includes(type))) return;
  throw new ApiError(406, 'NotAcceptable', `406: Not Acceptable\n\nAvailable representations: ${produced.join(', ')}`, {});
}

export function notAcceptable(types: string[] = TYPES): ApiError {
  return new ApiError(406, 'NotAcceptable', `only the following media types are accepted: ${types.join(', ')}`);
}

function parseAccept(accept: string | undefined): Clause[] {
  const clauses = (accept ?? '')
    .split(',')
    .map(parseClause)
    .filter((clause) => clause.type !== '');
  return clauses.sort((left, right) => right.quality - left.quality);
}

function parseClause(text: string): Clause {
  const [type = '', ...rest] = text.split(';').map((part) => part.trim());
  const parameters = new Map<string, string>();
  for (const parameter of rest) {
    const equals = parameter.indexOf('=');
    if (equals > 0) parameters.set(parameter.slice(0, equals).trim().toLowerCase(), parameter.slice(equals + 1).trim());
  }
  const quality = Number(parameters.get('q') ?? '1');
  return { type: type.toLowerCase(), parameters, quality: Number.isFinite(quality) ? quality : 0 };
}

function mediaOf({ type, parameters }: Clause, watch: boolean): Media | undefined {
  const format = formatOf(type);
  if (!format || (watch && format === 'yaml')) return undefined;
  const as = parameters.get('as');
  if (as === undefined) return { format };
  const metaVersion = parameters.get('v') ?? '';
  const known = parameters.get('g') === 'meta.k8s.io' && (metaVersion === 'v1' || metaVersion === 'v1beta1');
  if (!known) return undefined;
  if (as === 'Table' || as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') return { format, as, metaVersion };
  return undefined;
}

function formatOf(type: string): Media['format'] | undefined {
  if (type === 'application/json' || type === 'application/*' || type === '*/*') return 'json';
  return type === 'application/yaml' ? 'yaml' : undefined;
}
