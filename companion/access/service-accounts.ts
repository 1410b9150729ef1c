import { type KindRef, NodeKind, PodKind, SecretKind } from '../../contracts/kinds';
import type { UnknownObject } from '../../contracts/objects';
import type { Clock } from '../lib/clock';
import type { Identity } from '../kinds/definition';
import type { ObjectReader } from '../store/client';
import { type Claims, ISSUER, type TokenSigner } from './service-account-tokens';

export const ServiceAccountKind: KindRef = { group: '', version: 'v1', kind: 'ServiceAccount', plural: 'serviceaccounts', namespaced: true };

/** Who a token is for, and which of the wanted audiences it was made for. */
export interface TokenFindings {
  identity: Identity;
  audiences: string[];
}

/** A token of this cluster that is not, or no longer, good; the message is what a TokenReview shows. */
export class TokenRefused extends Error {}

export interface ServiceAccountAuthenticator {
  /** undefined: not one of this cluster's tokens. Throws `TokenRefused` for one that is, and does not count. */
  authenticate(token: string, audiences?: readonly string[]): TokenFindings | undefined;
}

/** Clocks may differ by this much. */
const LEEWAY_SECONDS = 60;

/** The objects a token is bound to: it ends with them. */
const BOUND = { pod: PodKind, secret: SecretKind, node: NodeKind } as const;

function checkTime({ exp, nbf }: Claims, now: number): void {
  if (now > exp + LEEWAY_SECONDS) throw new TokenRefused('service account token has expired');
  if (now < nbf - LEEWAY_SECONDS) throw new TokenRefused('service account token is not valid yet');
}

function checkObjects(read: ObjectReader, { 'kubernetes.io': subject }: Claims): void {
  const { namespace, serviceaccount } = subject;
  const account = read.get(ServiceAccountKind, serviceaccount.name, namespace);
  if (!account) throw new TokenRefused(`serviceaccounts "${serviceaccount.name}" not found`);
  const { uid = '' } = account.metadata;
  if (uid !== serviceaccount.uid) throw new TokenRefused(`service account UID (${uid}) does not match claim (${serviceaccount.uid})`);
  for (const [name, kind] of Object.entries(BOUND)) {
    const claim = subject[name as keyof typeof BOUND];
    if (!claim) continue;
    const object: UnknownObject | undefined = read.get(kind, claim.name, namespace);
    if (object?.metadata.uid !== claim.uid) throw new TokenRefused('service account token has been invalidated');
  }
}

function identityOf({ jti, sub, 'kubernetes.io': { namespace, serviceaccount, pod, node } }: Claims): Identity {
  const extra: Record<string, string[]> = { 'authentication.kubernetes.io/credential-id': [`JTI=${jti}`] };
  if (node) Object.assign(extra, { 'authentication.kubernetes.io/node-name': [node.name], 'authentication.kubernetes.io/node-uid': [node.uid] });
  if (pod) Object.assign(extra, { 'authentication.kubernetes.io/pod-name': [pod.name], 'authentication.kubernetes.io/pod-uid': [pod.uid] });
  return {
    username: sub,
    uid: serviceaccount.uid,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
    extra,
  };
}

/** Finds the service account a token speaks for. */
export function createServiceAccountAuthenticator(read: ObjectReader, signer: TokenSigner, clock: Clock): ServiceAccountAuthenticator {
  return {
    authenticate(token, audiences = [ISSUER]) {
      const claims = signer.read(token);
      if (!claims) return undefined;
      const meant = audiences.filter((each) => claims.aud.includes(each));
      if (meant.length === 0) throw new TokenRefused(`token audiences ${JSON.stringify(claims.aud)} is invalid for the target audiences ${JSON.stringify(audiences)}`);
      checkTime(claims, clock.now() / 1000);
      checkObjects(read, claims);
      return { identity: identityOf(claims), audiences: meant };
    },
  };
}
