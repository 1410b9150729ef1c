import type { Duplex } from 'node:stream';
import type { AggregatedResponse } from '../definition';
import { badRequest, internal, missing, onNode, plain, refused } from './answers';
import { type Call, findInstance, type Handler, hasCondition, instanceOf, isRunning, machineOf } from './context';

const VMI = 'virtualmachineinstance';
/** Every stream of KubeVirt speaks raw bytes under this name. */
const SUBPROTOCOL = 'plain.kubevirt.io';

async function connected(stream: Promise<Duplex>): Promise<AggregatedResponse> {
  return { connect: await onNode(stream), subprotocol: SUBPROTOCOL };
}

export const vnc: Handler = (call) => {
  const vmi = instanceOf(call);
  if (vmi.spec.domain.devices.autoattachGraphicsDevice === false) throw badRequest('No graphics devices are present.');
  if (!isRunning(vmi)) throw badRequest('VMI is not running');
  const preserveSession = call.query.get('preserveSession') === 'true';
  return connected(call.context.streams.openVnc(vmi.metadata.uid ?? '', { preserveSession }));
};

export const console: Handler = (call) => {
  const vmi = instanceOf(call);
  if (vmi.spec.domain.devices.autoattachSerialConsole === false) throw badRequest('No serial consoles are present.');
  if (vmi.status?.phase === 'Failed') throw refused(VMI, call.name, 'VMI is in failed status');
  if (!isRunning(vmi)) throw badRequest('VMI is not running');
  return connected(call.context.streams.openSerial(vmi.metadata.uid ?? ''));
};

/** Refusals are plain text with code 500, as for all GETs that virt-api passes on to the node. */
export const screenshot: Handler = async (call) => {
  const vmi = findInstance(call);
  if (!vmi) return plain(500, missing(VMI, call.name).message);
  if (vmi.spec.domain.devices.autoattachGraphicsDevice === false) return plain(500, 'No graphics devices are present.');
  if (!isRunning(vmi)) return plain(500, 'VMI is not running');
  try {
    return { code: 200, contentType: 'image/png', body: await call.context.streams.screenshot(vmi.metadata.uid ?? '') };
  } catch (error) {
    return plain(500, error instanceof Error ? error.message : String(error));
  }
};

/** A byte stream to a port of the guest. */
export const portForward: Handler = async (call) => {
  const vmi = instanceOf(call);
  if (hasCondition(vmi, 'Paused')) throw refused(VMI, call.name, 'VMI is paused');
  if (!isRunning(vmi)) throw refused(VMI, call.name, 'VMI is not running');
  const address = vmi.status?.interfaces?.[0]?.ipAddress;
  if (!address) throw badRequest('no network interfaces are present');
  const [port = '', protocol = 'tcp'] = call.rest;
  if (protocol !== 'tcp') throw internal(`dialing VM: dial ${protocol}: unknown network ${protocol}`);
  const stream = await call.context.streams.openPort(vmi.metadata.uid ?? '', Number(port)).catch((error: unknown) => {
    throw internal(`dialing VM: dial tcp ${address}:${port}: connect: ${error instanceof Error ? error.message : String(error)}`);
  });
  return { connect: stream, subprotocol: SUBPROTOCOL };
};

export const portForwardMachine: Handler = (call: Call) => {
  machineOf(call);
  if (!findInstance(call)) throw refused('virtualmachine', call.name, 'VMI is not started');
  return portForward(call);
};

/** Features that guests of a local cluster do not have; each refuses as KubeVirt does for a guest without them. */
export const usbRedirection: Handler = (call) => {
  if (!instanceOf(call).spec.domain.devices.clientPassthrough) throw refused(VMI, call.name, 'Not configured with USB Redirection');
  throw badRequest('USB redirection is not available in the local cluster');
};

export const vsock: Handler = (call) => {
  instanceOf(call);
  throw badRequest('VSOCK is not attached.');
};
