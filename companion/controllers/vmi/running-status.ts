import type { VirtualMachineInstance } from '../../../contracts/virt';
import type { GuestInfo, GuestInterface } from '../../guests/driver';
import { type ConditionLike, withCondition, withoutCondition } from '../conditions';

type Status = NonNullable<VirtualMachineInstance['status']>;
type InterfaceStatus = NonNullable<Status['interfaces']>[number];
type SpecInterface = NonNullable<VirtualMachineInstance['spec']['domain']['devices']['interfaces']>[number];

function interfaceStatus(vmi: VirtualMachineInstance, spec: SpecInterface, seen: GuestInterface | undefined, agent: boolean): InterfaceStatus {
  const pod = vmi.spec.networks?.find((network) => network.name === spec.name)?.pod;
  const ips = seen?.ips ?? [];
  const mac = seen?.mac ?? spec.macAddress;
  return {
    name: spec.name,
    ...(mac ? { mac } : {}),
    ...(ips[0] ? { ipAddress: ips[0], ipAddresses: [...ips] } : {}),
    ...(agent && seen?.interfaceName ? { interfaceName: seen.interfaceName } : {}),
    infoSource: agent && seen ? 'domain, guest-agent' : 'domain',
    linkState: vmi.status?.interfaces?.find((each) => each.name === spec.name)?.linkState ?? (spec.state === 'down' ? 'down' : 'up'),
    ...(pod ? { podInterfaceName: 'eth0' } : {}),
    queueCount: 1,
  };
}

/** Interfaces that the guest made itself (bridges, containers …) have no name in the spec. */
function guestOnly(seen: GuestInterface): InterfaceStatus {
  return {
    mac: seen.mac,
    ...(seen.ips[0] ? { ipAddress: seen.ips[0], ipAddresses: [...seen.ips] } : {}),
    ...(seen.interfaceName ? { interfaceName: seen.interfaceName } : {}),
    infoSource: 'guest-agent',
  };
}

export function interfaceStatuses(vmi: VirtualMachineInstance, info: GuestInfo): InterfaceStatus[] {
  const spec = vmi.spec.domain.devices.interfaces ?? [];
  const known = spec.filter((each) => each.state !== 'absent').map((each) => {
    const seen = info.interfaces.find((candidate) => candidate.name === each.name);
    return interfaceStatus(vmi, each, seen, info.agentConnected);
  });
  const others = info.interfaces.filter((seen) => !spec.some((each) => each.name === seen.name));
  return [...known, ...(info.agentConnected ? others.map(guestOnly) : [])];
}

type Words = Omit<ConditionLike, 'lastTransitionTime'>;

const READY: Words = { type: 'Ready', status: 'True' };
const NOT_RUNNING: Words = { type: 'Ready', status: 'False', reason: 'GuestNotRunning', message: 'Guest VM is not reported as running' };
const PAUSED: Words = { type: 'Paused', status: 'True', reason: 'PausedByUser', message: 'VMI was paused by user' };
const AGENT: Words = { type: 'AgentConnected', status: 'True' };

function conditionsOf(vmi: VirtualMachineInstance, info: GuestInfo, more: readonly Words[], now: string): ConditionLike[] {
  const paused = info.state === 'paused';
  let conditions = withCondition((vmi.status?.conditions ?? []) as ConditionLike[], paused ? NOT_RUNNING : READY, now);
  for (const words of more) conditions = withCondition(conditions, words, now);
  conditions = paused ? keepOrAdd(conditions, PAUSED, now) : withoutCondition(conditions, 'Paused');
  conditions = info.agentConnected ? withCondition(conditions, AGENT, now) : withoutCondition(conditions, 'AgentConnected');
  return withoutCondition(withoutCondition(conditions, 'Synchronized'), 'PodScheduled');
}

/** A reason that is already there (paused by the migration monitor …) stays. */
function keepOrAdd(conditions: ConditionLike[], words: Words, now: string): ConditionLike[] {
  return conditions.some((condition) => condition.type === words.type) ? conditions : withCondition(conditions, words, now);
}

/** Writes into the draft what the driver knows about the running guest. */
export function applyGuest(draft: VirtualMachineInstance, info: GuestInfo, more: readonly Words[], now: string): void {
  const status = (draft.status ??= {});
  status.conditions = conditionsOf(draft, info, more, now) as Status['conditions'];
  status.interfaces = interfaceStatuses(draft, info);
  if (info.os && info.agentConnected) status.guestOSInfo = { ...info.os };
  status.nodeName = info.node;
  status.migrationTransport = 'Unix';
  status.qosClass = 'Burstable' as NonNullable<Status['qosClass']>;
  draft.metadata.labels = { ...draft.metadata.labels, 'kubevirt.io/nodeName': info.node };
  const machine = draft.spec.domain.machine?.type;
  if (machine) status.machine = { type: machine };
}
