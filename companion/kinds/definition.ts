import type { IncomingMessage } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import type { StatusCause, UnknownObject } from '../../contracts/objects';
import type { ObjectClient, ObjectReader } from '../store/client';

/** OpenAPI v3 schema as a CustomResourceDefinition carries it (structural, with `x-kubernetes-*` extensions). */
export interface JsonSchema {
  type?: string;
  description?: string;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  additionalProperties?: boolean | JsonSchema;
  required?: string[];
  enum?: unknown[];
  default?: unknown;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: boolean;
  exclusiveMaximum?: boolean;
  multipleOf?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minProperties?: number;
  maxProperties?: number;
  nullable?: boolean;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  not?: JsonSchema;
  $ref?: string;
  [extension: `x-${string}`]: unknown;
}

export interface PrinterColumn {
  name: string;
  /** string, integer, number, boolean or date (shown as an age). */
  type: string;
  format?: string;
  description?: string;
  /** 0 always shown, 1 only with `-o wide`. */
  priority?: number;
  /** JSONPath as in a CRD, or a function of the object for built-in kinds whose cells are computed. */
  path: string | ((object: UnknownObject, now: number) => unknown);
}

export interface VersionDefinition {
  name: string;
  served: boolean;
  storage: boolean;
  deprecated?: boolean;
  deprecationWarning?: string;
  /** Absent: everything is kept. May be a function so that big generated schemas load lazily. */
  schema?: JsonSchema | (() => JsonSchema);
  columns?: PrinterColumn[];
  status?: boolean;
  scale?: { specReplicasPath: string; statusReplicasPath: string; labelSelectorPath?: string };
  selectableFields?: string[];
}

export interface Identity {
  username: string;
  uid?: string;
  groups: string[];
  extra?: Record<string, string[]>;
}

export interface AdmissionRequest {
  operation: 'CREATE' | 'UPDATE' | 'DELETE';
  /** A draft: mutating hooks edit it in place. For DELETE the object as it is. */
  object: UnknownObject;
  oldObject?: UnknownObject;
  subresource?: string;
  user: Identity;
  /** True for the companion's own controllers: KubeVirt's "only its own accounts may" rules let them pass. */
  internal: boolean;
  dryRun: boolean;
  read: ObjectReader;
  /** Adds a `Warning: 299` header to the answer. */
  warn(text: string): void;
}

/** Behaviour of a kind beside its schema; every hook throws `ApiError` to refuse. */
export interface KindHooks {
  /** Fills in what the real API server or mutating webhook writes. Runs before schema validation. */
  mutate?(request: AdmissionRequest): void;
  /** Refuses, by returned causes (422 of the API server's own form) or by throwing. Runs after schema validation. */
  validate?(request: AdmissionRequest): StatusCause[] | void;
  /** Marks an object whose deletion begins; `now` in RFC 3339. Kinds with an ending of their own know no grace and count no generation for it. */
  terminate?(draft: UnknownObject, now: string): void;
  /** Seconds a deleted object may take to end in order; until then it stays, and who runs it deletes it with none. */
  graceSeconds?(object: UnknownObject, wanted: number | undefined): number;
}

/** A kind as data: what the generic API needs to serve it. */
export interface KindDefinition {
  group: string;
  kind: string;
  plural: string;
  singular: string;
  shortNames?: string[];
  categories?: string[];
  namespaced: boolean;
  /** `core`: compiled into a real API server; `crd`: appears as a CustomResourceDefinition; `aggregated`: served by another server. */
  origin: 'core' | 'crd' | 'aggregated';
  versions: VersionDefinition[];
  hooks?: KindHooks;
  /** Verbs served when fewer than all (e.g. access reviews: create). */
  verbs?: string[];
  /** Served below an object besides status and scale, by name: what is there is not the object itself (`pods/log`). */
  subresources?: Record<string, SubresourceDefinition>;
  /** Kinds without objects of their own (access reviews, projects as a view on namespaces, processed templates). */
  virtual?: VirtualKind;
}

export interface SubresourceDefinition {
  /** get, create, update or patch. */
  verbs: string[];
  /** Kind of what is served, for discovery; of the group version of the object itself unless said. */
  kind: string;
  group?: string;
  version?: string;
  handle(request: AggregatedRequest): Promise<AggregatedResponse>;
}

export interface VirtualRequest {
  verb: 'get' | 'list' | 'watch' | 'create' | 'delete' | 'update' | 'patch';
  namespace?: string;
  name?: string;
  body?: UnknownObject;
  query: URLSearchParams;
  user: Identity;
  client: ObjectClient;
  /** Is `user` allowed? The RBAC evaluation of the request's own identity, or of another. */
  allowed(attributes: AccessAttributes, as?: Identity): { allowed: boolean; reason?: string };
}

export interface AccessAttributes {
  verb: string;
  group?: string;
  resource?: string;
  subresource?: string;
  namespace?: string;
  name?: string;
  /** For non-resource requests. */
  path?: string;
}

/** Answers instead of the store. Watches of a virtual kind map the events of `watches`. */
export interface VirtualKind {
  handle(request: VirtualRequest): Promise<UnknownObject | UnknownObject[]> | UnknownObject | UnknownObject[];
  /** A stored kind whose events, passed through `map`, are this kind's events (undefined = invisible to the user). */
  watches?: { group: string; plural: string; map(object: UnknownObject, request: VirtualRequest): UnknownObject | undefined };
}

/** A request below `/apis/{group}/{version}/` of an aggregated API that is not object storage (subresources.kubevirt.io). */
export interface AggregatedRequest {
  method: string;
  version: string;
  namespace?: string;
  /** Plural of the resource, name of the object, and the rest of the path. */
  resource?: string;
  name?: string;
  subresource?: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  /** The whole body, already bounded; empty for none. */
  body: Buffer;
  user: Identity;
  dryRun: boolean;
  allowed(attributes: AccessAttributes): { allowed: boolean; reason?: string };
}

export type AggregatedResponse =
  /** With a `stream` instead of a body the answer goes on for as long as that does. */
  | { code: number; contentType?: string; body?: string | Buffer; stream?: Readable; headers?: Record<string, string> }
  /** A WebSocket upgrade was asked for and granted: the server completes the handshake and pumps bytes both ways. */
  | { connect: Duplex; subprotocol?: string };

export interface AggregatedApi {
  group: string;
  versions: string[];
  /** Entries of the discovery document. */
  resources: { name: string; namespaced: boolean; kind: string; verbs: string[] }[];
  /** Refusals are thrown as `ApiError` and become ordinary answers, before an upgrade too. */
  handle(request: AggregatedRequest): Promise<AggregatedResponse>;
}
