import { SecretKind, VirtualMachineInstanceKind } from '../../../contracts/kinds';
import type { VirtualMachineInstance } from '../../../contracts/virt';
import { isRecord } from '../../lib/guards';
import { timestamp } from '../../lib/clock';
import { type ConditionLike, isTrue, withCondition } from '../conditions';
import { HANDLER, type InstanceContext } from './vmi-context';

type Credential = NonNullable<VirtualMachineInstance['spec']['accessCredentials']>[number];

/** One guest-agent command that brings a credential into the guest. */
interface Command {
  name: string;
  args: Record<string, unknown>;
}

type Data = Record<string, string>;

function commandsOf(credential: Credential, dataOf: (secret: string) => Data): Command[] {
  const { sshPublicKey, userPassword } = credential;
  const users = sshPublicKey?.propagationMethod.qemuGuestAgent?.users;
  if (users) {
    const keys = Object.values(dataOf(sshPublicKey.source.secret?.secretName ?? '')).flatMap((text) => text.split('\n').filter((line) => line.trim() !== ''));
    return users.map((username) => ({ name: 'guest-ssh-add-authorized-keys', args: { username, keys, reset: true } }));
  }
  if (!userPassword?.propagationMethod.qemuGuestAgent) return [];
  return Object.entries(dataOf(userPassword.source.secret?.secretName ?? '')).map(([username, password]) => ({
    name: 'guest-set-user-password',
    args: { username, password: Buffer.from(password).toString('base64'), crypted: false },
  }));
}

/** Secrets that are propagated by the guest agent, by name. */
export function secretsOf(vmi: VirtualMachineInstance): string[] {
  return (vmi.spec.accessCredentials ?? [])
    .filter((each) => each.sshPublicKey?.propagationMethod.qemuGuestAgent ?? each.userPassword?.propagationMethod.qemuGuestAgent)
    .map((each) => each.sshPublicKey?.source.secret?.secretName ?? each.userPassword?.source.secret?.secretName ?? '');
}

function decoded(data: unknown): Data {
  const found: Data = {};
  for (const [key, value] of Object.entries(isRecord(data) ? data : {})) if (typeof value === 'string') found[key] = Buffer.from(value, 'base64').toString();
  return found;
}

/** Brings keys and passwords into a guest whose agent answers, again whenever their Secrets change. */
export async function syncCredentials(context: InstanceContext, vmi: VirtualMachineInstance): Promise<void> {
  const { client, driver, clock, events, propagated } = context;
  const { name, namespace = '', uid = '' } = vmi.metadata;
  const secrets = secretsOf(vmi);
  if (secrets.length === 0 || !isTrue(vmi.status?.conditions, 'AgentConnected')) return;
  const version = secrets.map((secret) => client.get(SecretKind, secret, namespace)?.metadata.resourceVersion ?? 'missing').join();
  if (propagated.get(uid) === version) return;
  propagated.set(uid, version);
  const dataOf = (secret: string) => decoded(client.get(SecretKind, secret, namespace)?.data);
  let fault: string | undefined;
  for (const command of (vmi.spec.accessCredentials ?? []).flatMap((credential) => commandsOf(credential, dataOf))) {
    // The words of a failed command never hold its arguments.
    await driver.agent(uid, command.name, command.args).catch(() => (fault = `the guest agent refused ${command.name}`));
  }
  const words = fault ?? 'Access credentials sync successful.';
  events.record(vmi, { reason: fault ? 'AccessCredentialsSyncFailed' : 'AccessCredentialsSyncSuccess', message: words, warning: fault !== undefined, component: HANDLER, host: vmi.status?.nodeName ?? '' });
  await client.mutate(VirtualMachineInstanceKind, name, namespace, (draft) => {
    const status = (draft.status ??= {});
    const condition = { type: 'AccessCredentialsSynchronized', status: fault ? 'False' : 'True', ...(fault ? { message: fault } : {}) };
    status.conditions = withCondition(status.conditions as ConditionLike[], condition, timestamp(clock)) as typeof status.conditions;
  });
}
