import { createHash } from 'node:crypto';
import type { JsonSchema, KindDefinition } from '../../kinds/definition';
import { schemaOf } from '../schema/process';
import { DELETE_OPTIONS, documentPath, LIST_META, OBJECT_META, STATUS } from './names';
import { PathWriter } from './paths';
import { encodeDocument } from './protobuf';
import { SchemaCollector, V2, V3 } from './schemas';

export interface OpenApiAnswer {
  code: 200 | 301 | 304 | 404;
  contentType: string;
  headers: Record<string, string>;
  body: Buffer;
}

interface Page {
  kinds: readonly KindDefinition[];
  body: Buffer;
  hash: string;
  /** As protocol buffers, once somebody has asked. */
  encoded?: Buffer;
}

/** Headers of the request. */
interface Asked {
  accept?: string | undefined;
  ifNoneMatch?: string | undefined;
}

const PROTOBUF = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';
/** Clients spell it with an `@`, which no media type may have. */
const asksForProtobuf = (accept = '') => /^\s*application\/com\.github\.proto-openapi\.spec\.v2[@.]v1\.0\+protobuf/.test(accept);

const INFO = { title: 'Kubernetes', version: 'v1.34.0' };
const SHARED = [OBJECT_META, LIST_META, STATUS, DELETE_OPTIONS];
const NOTHING = Buffer.alloc(0);

const hashOf = (body: Buffer) => createHash('sha512').update(body).digest('hex').toUpperCase();
const servedVersions = (kind: KindDefinition) => kind.versions.filter((version) => version.served);

function coreSchema(kinds: readonly KindDefinition[]): JsonSchema | undefined {
  const version = kinds.find((kind) => kind.origin === 'core' && kind.versions[0]?.schema !== undefined)?.versions[0];
  return version && schemaOf(version);
}

/** The OpenAPI documents of the served kinds; each is made when first asked for and again when one of its kinds has changed. */
export class OpenApi {
  private readonly pages = new Map<string, Page>();
  private v2: Page | undefined;

  /** `kinds` gives what is served now. */
  constructor(private readonly kinds: () => readonly KindDefinition[]) {}

  /** Answers `/openapi/v2`, `/openapi/v3` and `/openapi/v3/…`; undefined for other paths. */
  get(path: string, query: URLSearchParams, asked: Asked = {}): OpenApiAnswer | undefined {
    if (path === '/openapi/v2') return this.whole(asked);
    if (path === '/openapi/v3' || path === '/openapi/v3/') return this.index();
    if (!path.startsWith('/openapi/v3/')) return undefined;
    return this.one(path.slice('/openapi/v3/'.length), query.get('hash'), asked);
  }

  private index(): OpenApiAnswer {
    const paths = [...this.byDocument().keys()].sort().map((path) => {
      const page = this.page(path);
      return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${page?.hash ?? ''}` }] as const;
    });
    return { code: 200, contentType: 'text/plain; charset=utf-8', headers: {}, body: Buffer.from(JSON.stringify({ paths: Object.fromEntries(paths) })) };
  }

  private one(path: string, hash: string | null, asked: Asked): OpenApiAnswer {
    const page = this.page(path);
    if (!page) return { code: 404, contentType: 'text/plain; charset=utf-8', headers: {}, body: NOTHING };
    if (hash !== null && hash !== '' && hash !== page.hash) {
      return { code: 301, contentType: 'text/html', headers: { location: `/openapi/v3/${path}?hash=${page.hash}` }, body: NOTHING };
    }
    const headers: Record<string, string> = { etag: JSON.stringify(page.hash), vary: 'Accept' };
    if (hash) headers['cache-control'] = 'public, immutable';
    return this.unlessKnown(page, headers, asked);
  }

  private whole(asked: Asked): OpenApiAnswer {
    const kinds = this.kinds();
    if (!this.v2 || !sameKinds(this.v2.kinds, kinds)) this.v2 = toPage(kinds, swagger(kinds));
    const answer = this.unlessKnown(this.v2, { etag: JSON.stringify(this.v2.hash), vary: 'Accept' }, asked);
    if (answer.code !== 200 || !asksForProtobuf(asked.accept)) return answer;
    this.v2.encoded ??= encodeDocument(JSON.parse(this.v2.body.toString()) as Record<string, unknown>);
    return { ...answer, contentType: PROTOBUF, body: this.v2.encoded };
  }

  private unlessKnown(page: Page, headers: Record<string, string>, { ifNoneMatch }: Asked): OpenApiAnswer {
    const isKnown = ifNoneMatch !== undefined && ifNoneMatch === headers.etag;
    return { code: isKnown ? 304 : 200, contentType: 'application/json', headers, body: isKnown ? NOTHING : page.body };
  }

  private byDocument(): Map<string, KindDefinition[]> {
    const out = new Map<string, KindDefinition[]>();
    for (const kind of this.kinds()) {
      for (const { name } of servedVersions(kind)) {
        const path = documentPath(kind.group, name);
        out.set(path, [...(out.get(path) ?? []), kind]);
      }
    }
    return out;
  }

  private page(path: string): Page | undefined {
    const kinds = this.byDocument().get(path);
    if (!kinds) return undefined;
    const known = this.pages.get(path);
    if (known && sameKinds(known.kinds, kinds)) return known;
    const made = toPage(kinds, document(kinds, path, this.kinds()));
    this.pages.set(path, made);
    return made;
  }
}

function sameKinds(left: readonly KindDefinition[], right: readonly KindDefinition[]): boolean {
  return left.length === right.length && left.every((kind, index) => kind === right[index]);
}

function toPage(kinds: readonly KindDefinition[], content: object): Page {
  const body = Buffer.from(JSON.stringify(content));
  return { kinds: [...kinds], body, hash: hashOf(body) };
}

/** The OpenAPI 3 document of one group version. */
function document(kinds: readonly KindDefinition[], path: string, all: readonly KindDefinition[]): object {
  const schemas = new SchemaCollector(V3);
  const paths = new PathWriter(schemas);
  const core = coreSchema(all);
  if (core) schemas.addShared(core, SHARED);
  for (const kind of kinds) {
    for (const version of servedVersions(kind)) {
      if (documentPath(kind.group, version.name) !== path) continue;
      schemas.addKind(kind, version.name);
      paths.add(kind, version);
    }
  }
  return { openapi: '3.0.0', info: INFO, paths: paths.paths, components: { schemas: schemas.components } };
}

/** Everything as one OpenAPI 2 document; its definitions are what clients look for. */
function swagger(kinds: readonly KindDefinition[]): object {
  const schemas = new SchemaCollector(V2);
  const core = coreSchema(kinds);
  if (core) schemas.addShared(core, SHARED);
  for (const kind of kinds) for (const { name } of servedVersions(kind)) schemas.addKind(kind, name);
  const info = { get: { description: 'get available API versions', produces: ['application/json'], responses: { '200': { description: 'OK' } } } };
  return { swagger: '2.0', info: INFO, paths: { '/api/': info, '/apis/': info }, definitions: schemas.components };
}
