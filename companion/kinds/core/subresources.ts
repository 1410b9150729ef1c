import { tokenSubresource } from '../../access/token-request';
import type { TokenSigner } from '../../access/service-account-tokens';
import type { Clock } from '../../lib/clock';
import type { ObjectClient } from '../../store/client';
import type { KindDefinition, SubresourceDefinition } from '../definition';
import { logSubresource } from './pods/log';
import { bindingSubresource } from './pods/binding';
import { evictionSubresource } from './pods/eviction';
import { kubeletSubresources } from './pods/kubelet';

export interface SubresourceSources {
  /** Acts as the API server itself. */
  client: ObjectClient;
  clock: Clock;
  /** Without it there are no tokens of service accounts. */
  signer?: TokenSigner;
  /** What the serial line of the guest with this uid has said lately. */
  serialHistory(uid: string): Promise<Buffer>;
}

/** Subresources of core kinds by `plural`; they need a client of the very server that serves them. */
function subresourcesOf(sources: SubresourceSources): Record<string, Record<string, SubresourceDefinition>> {
  return {
    pods: {
      ...kubeletSubresources(sources.client),
      binding: bindingSubresource(sources.client),
      eviction: evictionSubresource(sources),
      log: logSubresource({ read: sources.client, clock: sources.clock, serialHistory: sources.serialHistory }),
    },
    ...(sources.signer ? { serviceaccounts: { token: tokenSubresource({ read: sources.client, signer: sources.signer, clock: sources.clock }) } } : {}),
  };
}

/** The definitions that gain subresources, with them. */
export function withSubresources(definitions: readonly KindDefinition[], sources: SubresourceSources): KindDefinition[] {
  const added = subresourcesOf(sources);
  return definitions.flatMap((definition) => {
    const own = definition.group === '' ? added[definition.plural] : undefined;
    return own ? [{ ...definition, subresources: { ...definition.subresources, ...own } }] : [];
  });
}
