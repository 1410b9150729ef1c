import type { VirtualMachine } from '../../../contracts/virt';
import { ApiError } from '../../lib/api-error';
import { isRecord } from '../../lib/guards';
import type { AggregatedResponse } from '../definition';
import { expandMachine } from '../kubevirt/instancetype/expand';
import { badRequest, internal, json } from './answers';
import { type Handler, machineOf, type VirtContext } from './context';

/** The machine as it would start: instance type and preference written out and taken away, a default interface added. */
function expanded(context: VirtContext, vm: VirtualMachine): VirtualMachine {
  const { vm: copy } = expandMachine(context.client, vm);
  delete copy.spec.instancetype;
  delete copy.spec.preference;
  const spec = copy.spec.template.spec;
  const bare = spec && spec.domain.devices.autoattachPodInterface !== false && !spec.domain.devices.interfaces?.length && !spec.networks?.length;
  if (bare) {
    spec.domain.devices.interfaces = [{ name: 'default', bridge: {} }];
    spec.networks = [{ name: 'default', pod: {} }];
  }
  return copy;
}

export const expandSpec: Handler = (call) => {
  const vm = machineOf(call);
  try {
    return json(expanded(call.context, vm));
  } catch (error) {
    throw error instanceof ApiError ? internal(error.message) : error;
  }
};

/** Expands a machine that is sent and not stored. */
export function expandBody(context: VirtContext, namespace: string, body: Record<string, unknown>): AggregatedResponse {
  const { kind, spec, metadata } = body;
  if (kind !== 'VirtualMachine' || !isRecord(spec) || !isRecord(spec.template)) {
    throw new ApiError(400, 'BadRequest', 'Object is not a valid VirtualMachine', { causes: [{ reason: 'FieldValueRequired', field: 'spec.template', message: 'spec.template in body is required' }] });
  }
  const own = isRecord(metadata) ? metadata : {};
  if (own.namespace !== undefined && own.namespace !== namespace) throw badRequest(`VM namespace must be empty or ${namespace}`);
  const vm = { ...body, metadata: { ...own, namespace } } as unknown as VirtualMachine;
  try {
    return json(expanded(context, vm));
  } catch (error) {
    throw error instanceof ApiError ? badRequest(error.message) : error;
  }
}
