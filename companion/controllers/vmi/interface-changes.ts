import { VirtualMachineInstanceKind } from '../../../contracts/kinds';
import type { VirtualMachineInstance } from '../../../contracts/virt';
import { isPluggable } from '../vm/live-interfaces';
import type { DeviceTask } from './device-changes';
import { HANDLER, type InstanceContext } from './vmi-context';

type Card = NonNullable<VirtualMachineInstance['spec']['domain']['devices']['interfaces']>[number];

const linkOf = (card: Card) => (card.state === 'down' ? 'down' : 'up');

async function noteLink({ client }: InstanceContext, vmi: VirtualMachineInstance, card: Card): Promise<void> {
  await client.mutate(VirtualMachineInstanceKind, vmi.metadata.name, vmi.metadata.namespace, (draft) => {
    const entry = draft.status?.interfaces?.find((each) => each.name === card.name);
    if (entry) entry.linkState = linkOf(card);
  });
}

/** Cards to plug and unplug and links to set, compared with what the guest has. */
export function interfaceTasks(context: InstanceContext, vmi: VirtualMachineInstance): DeviceTask[] {
  const { driver, events, clock, failedAt } = context;
  const { uid = '' } = vmi.metadata;
  const seen = new Set((driver.info(uid)?.interfaces ?? []).map((each) => each.name));
  const guarded = (about: string, words: string, change: () => Promise<void>): DeviceTask => ({
    about,
    async run() {
      try {
        await change();
        events.record(vmi, { reason: 'NicHotplug', message: words, component: HANDLER, host: vmi.status?.nodeName ?? '' });
      } catch (error) {
        failedAt.set(`${uid}/${about}`, clock.now());
        const message = error instanceof Error ? error.message : String(error);
        events.record(vmi, { reason: 'NicHotplug', message, warning: true, component: HANDLER, host: vmi.status?.nodeName ?? '' });
      }
    },
  });
  return (vmi.spec.domain.devices.interfaces ?? []).flatMap((card): DeviceTask[] => {
    const about = `interface ${card.name}`;
    const network = vmi.spec.networks?.find((each) => each.name === card.name);
    if (card.state === 'absent') return seen.has(card.name) ? [guarded(about, `Interface ${card.name} has been unplugged`, () => driver.detachInterface(uid, card.name))] : [];
    if (!seen.has(card.name) && !isPluggable(vmi.spec, card)) return [];
    if (!seen.has(card.name)) return [guarded(about, `Interface ${card.name} has been plugged`, () => driver.attachInterface(uid, { ...card }, network && { ...network }))];
    const known = vmi.status?.interfaces?.find((each) => each.name === card.name)?.linkState;
    if (known === undefined || known === linkOf(card)) return [];
    const turn = async () => {
      await driver.setLink(uid, card.name, linkOf(card) === 'up');
      await noteLink(context, vmi, card);
    };
    return [guarded(about, `Link of interface ${card.name} is ${linkOf(card)}`, turn)];
  });
}
