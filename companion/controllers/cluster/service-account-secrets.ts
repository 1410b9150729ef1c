import { SecretKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import { ServiceAccountKind } from '../../access/service-accounts';
import { ISSUER, type TokenSigner } from '../../access/service-account-tokens';
import { at, text } from '../../kinds/read';
import type { Controller } from '../context';
import { fromKey, keyOf } from '../keys';
import { createWorkQueue } from '../work-queue';
import type { LoopContext } from './loop-context';

const TYPE = 'kubernetes.io/service-account-token';
const NAME = 'kubernetes.io/service-account.name';
const UID = 'kubernetes.io/service-account.uid';
/** A token in a secret ends with the secret, not with a time. */
const HUNDRED_YEARS = 100 * 365 * 24 * 3600;

export interface TokenSecretOptions extends Omit<LoopContext, 'events'> {
  signer: TokenSigner;
  /** PEM of the authority of the API server. */
  rootCertificate: string;
}

const isTokenSecret = (secret: UnknownObject) => text(secret, 'type') === TYPE && !secret.metadata.deletionTimestamp;
const base64 = (value: string) => Buffer.from(value).toString('base64');

/** Fills secrets that are made for the token of a service account, and removes those whose account is gone. */
export function startTokenSecrets(options: TokenSecretOptions): Controller {
  const { client, signer, rootCertificate } = options;
  const queue = createWorkQueue({
    name: 'token secrets',
    ...options,
    async reconcile(key) {
      const { name, namespace } = fromKey(key);
      const secret = client.get(SecretKind, name, namespace);
      if (!secret || !isTokenSecret(secret)) return;
      const account = client.get(ServiceAccountKind, secret.metadata.annotations?.[NAME] ?? '', namespace);
      const known = secret.metadata.annotations?.[UID];
      if (!account || (known !== undefined && known !== account.metadata.uid)) return client.delete(SecretKind, name, namespace);
      if (at(secret, 'data', 'token') !== undefined) return;
      const { uid = '' } = account.metadata;
      const subject = { namespace, secret: { name, uid: secret.metadata.uid ?? '' }, serviceaccount: { name: account.metadata.name, uid } };
      const { token } = signer.issue(subject, { audiences: [ISSUER], seconds: HUNDRED_YEARS });
      await client.mutate(SecretKind, name, namespace, (draft) => {
        draft.metadata.annotations = { ...draft.metadata.annotations, [UID]: uid };
        draft.data = { ...(draft.data as object | undefined), 'ca.crt': base64(rootCertificate), namespace: base64(namespace), token: base64(token) };
      });
    },
  });
  const ends = [
    client.watch(SecretKind, ({ type, object }) => {
      if (type !== 'DELETED' && isTokenSecret(object)) queue.add(keyOf(object));
    }),
    client.watch(ServiceAccountKind, ({ type, object }) => {
      if (type !== 'DELETED') return;
      for (const secret of client.list(SecretKind, { namespace: object.metadata.namespace ?? '' })) if (isTokenSecret(secret)) queue.add(keyOf(secret));
    }),
  ];
  return {
    async stop() {
      for (const end of ends) end();
      await queue.stop();
    },
  };
}
