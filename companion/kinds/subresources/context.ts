import { VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { VirtualMachine, VirtualMachineInstance } from '../../../contracts/virt';
import type { GuestDriver } from '../../guests/driver';
import { isRecord } from '../../lib/guards';
import type { Clock } from '../../lib/clock';
import type { ObjectClient } from '../../store/client';
import type { Streams } from '../../streams/streams';
import { parse } from 'yaml';
import type { AggregatedRequest, AggregatedResponse } from '../definition';
import { badRequest, missing } from './answers';

export interface VirtContext {
  /** Acts as KubeVirt's API server. */
  client: ObjectClient;
  driver: GuestDriver;
  streams: Streams;
  clock: Clock;
}

/** One call of a subresource of one object. */
export interface Call {
  context: VirtContext;
  namespace: string;
  name: string;
  /** What follows the subresource's name in the path: port and protocol. */
  rest: string[];
  query: URLSearchParams;
  options: Record<string, unknown>;
  dryRun: boolean;
}

export type Handler = (call: Call) => Promise<AggregatedResponse> | AggregatedResponse;

/** The body as an object: JSON or YAML, nothing for nothing. */
export function parseBody({ body }: AggregatedRequest): Record<string, unknown> {
  const text = body.toString('utf8').trim();
  if (text === '') return {};
  try {
    const value: unknown = parse(text);
    if (isRecord(value)) return value;
    throw new Error(`json: cannot unmarshal ${typeof value} into Go value`);
  } catch (error) {
    throw badRequest(`Can not unmarshal Request body to struct, error: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export function isDryRun(request: AggregatedRequest, options: Record<string, unknown>): boolean {
  return request.dryRun || (Array.isArray(options.dryRun) && options.dryRun.includes('All'));
}

export function machineOf({ context, namespace, name }: Call): VirtualMachine {
  const vm = context.client.get(VirtualMachineKind, name, namespace);
  if (!vm) throw missing('virtualmachine', name);
  return vm;
}

export function findInstance({ context, namespace, name }: Call): VirtualMachineInstance | undefined {
  return context.client.get(VirtualMachineInstanceKind, name, namespace);
}

export function instanceOf(call: Call): VirtualMachineInstance {
  const vmi = findInstance(call);
  if (!vmi) throw missing('virtualmachineinstance', call.name);
  return vmi;
}

export function isRunning(vmi: VirtualMachineInstance): boolean {
  return vmi.status?.phase === 'Running';
}

export function isFinal(vmi: VirtualMachineInstance): boolean {
  return vmi.status?.phase === 'Succeeded' || vmi.status?.phase === 'Failed';
}

export function hasCondition(vmi: VirtualMachineInstance, type: string): boolean {
  return Boolean(vmi.status?.conditions?.some((condition) => condition.type === type && condition.status === 'True'));
}
