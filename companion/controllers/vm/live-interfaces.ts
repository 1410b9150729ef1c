import type { VirtualMachineInstanceSpec } from '../../../contracts/virt';

type Spec = VirtualMachineInstanceSpec;
type Card = NonNullable<Spec['domain']['devices']['interfaces']>[number];

const cardsOf = (spec: Spec) => spec.domain.devices.interfaces ?? [];
const networkOf = (spec: Spec, card: Card) => spec.networks?.find((network) => network.name === card.name);

/** Cards that may come while the guest runs: bridged to a network of their own, not to the pod's. */
export function isPluggable(spec: Spec, card: Card): boolean {
  return card.bridge !== undefined && networkOf(spec, card)?.multus !== undefined;
}

function setState(card: Card, state: string | undefined): void {
  if (state === undefined) delete card.state;
  else card.state = state;
}

/** New cards come, link states follow; a card goes by the state `absent` and may be forgotten afterwards. */
export function applyLiveInterfaces(instance: Spec, template: Spec): void {
  for (const card of cardsOf(instance)) {
    const wanted = cardsOf(template).find((each) => each.name === card.name);
    if (wanted) setState(card, wanted.state);
  }
  const isNew = (card: Card) => !cardsOf(instance).some((each) => each.name === card.name);
  const added = cardsOf(template).filter((card) => card.state !== 'absent' && isPluggable(template, card) && isNew(card));
  const forgotten = cardsOf(instance).filter((card) => card.state === 'absent' && !cardsOf(template).some((each) => each.name === card.name));
  if (added.length + forgotten.length === 0) return;
  const gone = new Set(forgotten.map((card) => card.name));
  const networks = added.map((card) => networkOf(template, card)).filter((network) => network !== undefined);
  instance.domain.devices.interfaces = [...cardsOf(instance).filter((card) => !gone.has(card.name)), ...structuredClone(added)];
  instance.networks = [...(instance.networks ?? []).filter((network) => !gone.has(network.name)), ...structuredClone(networks)];
}

/** Takes away what needs no restart, compared with the template of the start: new cards and link states. */
export function dropLiveInterfaces(spec: Spec, started: Spec): void {
  const known = new Set(cardsOf(started).map((card) => card.name));
  const live = new Set(cardsOf(spec).filter((card) => !known.has(card.name) && isPluggable(spec, card)).map((card) => card.name));
  spec.domain.devices.interfaces = cardsOf(spec).filter((card) => !live.has(card.name));
  spec.networks = (spec.networks ?? []).filter((network) => !live.has(network.name));
  for (const card of cardsOf(spec)) delete card.state;
}
