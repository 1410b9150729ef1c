import { useQuery } from '@tanstack/react-query';
import { virtSubresourcePath } from '../../../../contracts/kinds';
import { guestFacts } from '../../../domain/details/guest';
import type { GuestFacts } from '../../../domain/details/guest';
import { toFailure } from '../../../k8s/api-error';
import { getJson } from '../../../k8s/client';
import type { ApiFailure } from '../../../k8s/types';
import type { Machine } from './use-machine';

/** The agent's answers are not on any watched object: they are asked for again while they are looked at. */
const interval = 30_000;

/** What the guest agent says about the inside of the guest; undefined without agent. */
export function useGuest(machine: Machine): { guest: GuestFacts | undefined; error: ApiFailure | undefined } {
  const { namespace, name, agent, phase } = machine.row;
  const { data, error } = useQuery({
    queryKey: ['guest', namespace, name, machine.vmi?.metadata.uid],
    enabled: agent && phase === 'Running',
    refetchInterval: interval,
    retry: false,
    queryFn: async ({ signal }) => guestFacts(await getJson(virtSubresourcePath('virtualmachineinstances', namespace, name, 'guestosinfo'), {}, signal)),
  });
  return { guest: agent ? data : undefined, error: error ? toFailure(error) : undefined };
}
