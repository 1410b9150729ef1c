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
  let client: Promise<AgentClient> | undefined;
  let facts: AgentFacts | undefined;
  let cancelPoll: () => void = () => undefined;
  /** Grows with every opening and closing: what belongs to an earlier one is dropped. */
  let session = 0;

  const update = (next: AgentFacts | undefined) => {
    if (isDeepStrictEqual(facts, next)) return;
    facts = next;
    onChange();
  };

  /** The connection of this session; whoever comes first makes it. */
  const connected = (): Promise<AgentClient> => {
    const mine = session;
    client ??= connect().then((stream) => {
      const made = createAgentClient(stream, clock);
      if (mine !== session) made.close();
      return made;
    });
    return client;
  };
  const disconnect = () => {
    void client?.then((made) => made.close(), () => undefined);
    client = undefined;
  };

  const poll = async (mine: number) => {
    // An agent that is silent for a while (its guest stands, or is busy) is still connected: only its channel says that it went.
    let next = facts;
    let isSilent = false;
    try {
      const agent = await connected();
      if (mine !== session) return;
      next = await ask(agent, facts ?? { os: {}, interfaces: [] });
    } catch {
      isSilent = true;
      if (mine === session) disconnect();
    }
    if (mine !== session) return;
    update(next);
    cancelPoll = clock.after(next && (isSilent || hasAddress(next)) ? calmMs : eagerMs, () => void poll(mine));
  };

  const leave = () => {
    session += 1;
    cancelPoll();
    disconnect();
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
      if (!facts) throw new GuestError('NoAgent', 'the guest agent is not connected');
      const mine = session;
      const agent = await connected();
      if (mine !== session) throw new GuestError('NoAgent', 'the guest agent went away');
      return agent.execute(command, args);
    },
  };
}
