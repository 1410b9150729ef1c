import { NodeKind, VirtualMachineInstanceKind } from '../../../contracts/kinds';
import { items, text } from '../read';
import { badRequest, DONE, internal, plain, refused, type Singular } from './answers';
import { type Call, findInstance, type Handler, instanceOf, isRunning, machineOf } from './context';

const VM = 'virtualmachine';
const VMI = 'virtualmachineinstance';
const DRAIN_KEY = 'kubevirt.io/drain';

/** What is behind a feature gate that is off, or needs hardware that a local guest never has, refuses in KubeVirt's words. */

export const objectGraph: Handler = () => {
  throw badRequest('ObjectGraph feature gate not enabled: Unable to return object graph.');
};

export const blockTracking: Handler = (call) => {
  if (!isRunning(instanceOf(call))) throw refused(VMI, call.name, 'VMI is not running');
  throw refused(VMI, call.name, 'ChangedBlockTracking is not enabled');
};

/** Memory encryption: no local guest is ever in need of attestation. */
export const attestationText: Handler = (call) => {
  const vmi = findInstance(call);
  if (!vmi) return plain(500, `${VMI}.kubevirt.io "${call.name}" not found`);
  const why = vmi.status?.phase === 'Scheduled' ? 'Attestation not requested for VMI' : 'VMI is not in Scheduled phase';
  return plain(500, refused(VMI, call.name, why).message);
};

export const setupSession: Handler = (call) => {
  if (!call.options.session) throw badRequest('Session blob is required');
  if (!call.options.dhCert) throw badRequest('DH cert is required');
  const vmi = instanceOf(call);
  throw refused(VMI, call.name, vmi.status?.phase === 'Scheduled' ? 'Attestation not requested for VMI' : 'VMI is not in Scheduled phase');
};

export const injectSecret: Handler = (call) => {
  if (!call.options.header) throw badRequest('Header is required');
  if (!call.options.secret) throw badRequest('Secret is required');
  instanceOf(call);
  throw refused(VMI, call.name, 'VMI is not paused');
};

function cancelEvacuation(kind: Singular): Handler {
  return async (call: Call) => {
    if (kind === VM) machineOf(call);
    const vmi = findInstance(call);
    if (!vmi && kind === VM) throw refused(VM, call.name, 'VMI is not started');
    if (!vmi) instanceOf(call);
    const node = text(call.options, 'evacuationNodeName') || vmi?.status?.evacuationNodeName || vmi?.status?.nodeName || '';
    const found = call.context.client.get(NodeKind, node);
    if (!found) throw internal(`nodes "${node}" not found`);
    if (items(found, 'spec', 'taints').some((taint) => taint.key === DRAIN_KEY)) throw badRequest(`Node "${node}" has NodeDrainTaintKey "${DRAIN_KEY}"`);
    if (!call.dryRun) {
      await call.context.client.mutate(VirtualMachineInstanceKind, call.name, call.namespace, (draft) => {
        if (draft.status) delete draft.status.evacuationNodeName;
      });
    }
    return DONE;
  };
}

export const cancelMachineEvacuation = cancelEvacuation(VM);
export const cancelInstanceEvacuation = cancelEvacuation(VMI);
