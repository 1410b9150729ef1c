import type { Duplex } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../lib/clock';
import { GuestError } from '../guest-error';
import { createAgentClient, type AgentClient } from './agent';
import { isLinkLocal, readInterfaces, readOsInfo, type SeenInterface } from './agent-facts';

/** What the agent has told; absent while it is not connected. */
export interface AgentFacts {
  os: Record<string, string>;
  interfaces: SeenInterface[];
}

/** The tie to one guest's agent: follows its comings and goings and asks it now and then. */
export interface AgentLink {
  readonly facts: AgentFacts | undefined;
  /** The guest has opened its end of the channel. What was known stays until it answers differently. */
  opened(): void;
  closed(): void;
  execute(command: string, args?: Record<string, unknown>): Promise<unknown>;
}

export interface AgentLinkOptions {
  clock: Clock;
  connect(): Promise<Duplex>;
  onChange(): unknown;
}

/** Often until the guest has an address, then as seldom as KubeVirt asks. */
const eagerMs = 1_000;
const calmMs = 10_000;

const hasAddress = (facts: AgentFacts) => facts.interfaces.some((card) => card.ips.some((ip) => !isLinkLocal(ip)));

/** Old agents lack some commands, and one whose filesystems are frozen refuses most: what was known then stays. */
async function ask(client: AgentClient, before: AgentFacts): Promise<AgentFacts> {
  const part = async <T>(command: string, read: (answer: unknown) => T, known: T): Promise<T> => {
    try {
      return read(await client.execute(command));
    } catch (error) {
      if (error instanceof GuestError && error.reason === 'NoAgent') throw error;
      return known;
    }
  };
  return {
    os: await part('guest-get-osinfo', readOsInfo, before.os),
    interfaces: await part('guest-network-get-interfaces', readInterfaces, before.interfaces),
  };
}

export function createAgentLink({ clock, connect, onChange }: AgentLinkOptions): AgentLink {
  let client: AgentClient | undefined;
  let facts: AgentFacts | undefined;
  let cancelPoll: () => void = () => undefined;
  /** Grows with every opening and closing: what belongs to an earlier one is dropped. */
  let session = 0;

  const update = (next: AgentFacts | undefined) => {
    if (isDeepStrictEqual(facts, next)) return;
    facts = next;
    onChange();
  };

  const poll = async (mine: number) => {
    let next: AgentFacts | undefined;
    try {
      if (!client) {
        const stream = await connect();
        if (mine !== session) return void stream.destroy();
        client = createAgentClient(stream, clock);
      }
      next = await ask(client, facts ?? { os: {}, interfaces: [] });
    } catch {
      client?.close();
      client = undefined;
    }
    if (mine !== session) return;
    update(next);
    cancelPoll = clock.after(next && hasAddress(next) ? calmMs : eagerMs, () => void poll(mine));
  };

  const leave = () => {
    session += 1;
    cancelPoll();
    client?.close();
    client = undefined;
  };

  return {
    get facts() {
      return facts;
    },
    opened: () => {
      leave();
      void poll(session);
    },
    closed: () => {
      leave();
      update(undefined);
    },
    execute: async (command, args) => {
      if (!client || !facts) throw new GuestError('NoAgent', 'the guest agent is not connected');
      return client.execute(command, args);
    },
  };
}
