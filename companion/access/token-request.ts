import { type KindRef, NodeKind, PodKind, SecretKind } from '../../contracts/kinds';
import type { StatusCause, UnknownObject } from '../../contracts/objects';
import { bodyFormat, decodeObject } from '../api/http/decode';
import { badRequest, conflict, invalid, notFound } from '../lib/api-error';
import { timestamp, type Clock } from '../lib/clock';
import { invalidValue } from '../kinds/core/causes';
import type { AggregatedRequest, AggregatedResponse, SubresourceDefinition } from '../kinds/definition';
import { at, strings, text } from '../kinds/read';
import type { ObjectReader } from '../store/client';
import { ISSUER, type TokenSigner, type TokenSubject } from './service-account-tokens';
import { ServiceAccountKind } from './service-accounts';

interface TokenSources {
  read: ObjectReader;
  signer: TokenSigner;
  clock: Clock;
}

const KIND = { group: 'authentication.k8s.io', kind: 'TokenRequest' };
const DEFAULT_SECONDS = 3600;
const SHORTEST_SECONDS = 600;
const LONGEST_SECONDS = 2 ** 32;
const BOUND: Record<string, { part: 'pod' | 'secret' | 'node'; kind: KindRef }> = {
  Node: { part: 'node', kind: NodeKind },
  Pod: { part: 'pod', kind: PodKind },
  Secret: { part: 'secret', kind: SecretKind },
};

function secondsOf(body: unknown): number {
  const given = at(body, 'spec', 'expirationSeconds') ?? DEFAULT_SECONDS;
  const seconds = typeof given === 'number' ? given : 0;
  const causes: StatusCause[] = [];
  if (seconds < SHORTEST_SECONDS) causes.push(invalidValue('spec.expirationSeconds', seconds, 'may not specify a duration less than 10 minutes'));
  if (seconds > LONGEST_SECONDS) causes.push(invalidValue('spec.expirationSeconds', seconds, 'may not specify a duration larger than 2^32 seconds'));
  if (causes.length > 0) throw invalid(KIND, '', causes);
  return seconds;
}

/** The object the token shall end with. */
function boundTo({ read }: TokenSources, body: unknown, account: UnknownObject): Partial<TokenSubject> {
  const ref = at(body, 'spec', 'boundObjectRef');
  if (ref === undefined || ref === null) return {};
  const [apiVersion, kind, name, uid] = [text(ref, 'apiVersion'), text(ref, 'kind'), text(ref, 'name'), text(ref, 'uid')];
  const known = apiVersion === 'v1' ? BOUND[kind] : undefined;
  if (!known) throw badRequest(`cannot bind token to object of type ${apiVersion}, Kind=${kind}`);
  const object = read.get(known.kind, name, account.metadata.namespace);
  if (!object) throw notFound(known.kind, name);
  const pods = text(object, 'spec', 'serviceAccountName');
  if (kind === 'Pod' && pods !== account.metadata.name) {
    throw badRequest(`cannot bind token for serviceaccount ${JSON.stringify(account.metadata.name)} to pod running with serviceaccount ${JSON.stringify(pods)}`);
  }
  const found = object.metadata.uid ?? '';
  if (uid && uid !== found) {
    throw conflict({ group: '', plural: kind }, name, `the UID in the bound object reference (${uid}) does not match the UID in record (${found}). The object might have been deleted and then recreated`);
  }
  return { [known.part]: { name, uid: found } };
}

function requestToken(sources: TokenSources, { name = '', namespace = '', body, headers }: AggregatedRequest): AggregatedResponse {
  const request = decodeObject(body, bodyFormat(headers['content-type']), KIND.kind);
  const given = text(request, 'metadata', 'name');
  if (given && given !== name) throw badRequest(`the name of the object (${given}) does not match the name on the URL (${name})`);
  const account = sources.read.get(ServiceAccountKind, name, namespace);
  const seconds = secondsOf(request);
  if (!account) throw notFound(ServiceAccountKind, name);
  const bound = boundTo(sources, request, account);
  const wanted = strings(request, 'spec', 'audiences');
  const audiences = wanted.length > 0 ? wanted : [ISSUER];
  const subject = { namespace, ...bound, serviceaccount: { name, uid: account.metadata.uid ?? '' } };
  const { token, claims } = sources.signer.issue(subject, { audiences, seconds });
  const answer = {
    kind: KIND.kind,
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name, namespace, creationTimestamp: timestamp(sources.clock) },
    spec: { audiences, expirationSeconds: seconds, boundObjectRef: at(request, 'spec', 'boundObjectRef') ?? null },
    status: { token, expirationTimestamp: `${new Date(claims.exp * 1000).toISOString().slice(0, 19)}Z` },
  };
  return { code: 201, contentType: 'application/json', body: `${JSON.stringify(answer)}\n` };
}

/** `serviceaccounts/token`: a bearer token that this server accepts for as long as asked for. */
export function tokenSubresource(sources: TokenSources): SubresourceDefinition {
  return {
    verbs: ['create'],
    group: KIND.group,
    version: 'v1',
    kind: KIND.kind,
    handle: (request) => Promise.resolve().then(() => requestToken(sources, request)),
  };
}
