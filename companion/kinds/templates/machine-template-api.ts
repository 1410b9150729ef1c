import { parse } from 'yaml';
import { VirtualMachineKind, VirtualMachineTemplateKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import type { VirtualMachine } from '../../../contracts/virt';
import { ApiError, badRequest, forbidden } from '../../lib/api-error';
import type { ObjectClient } from '../../store/client';
import type { AggregatedApi, AggregatedRequest, AggregatedResponse } from '../definition';
import { at, type Fields, isFields, items, text } from '../read';
import { settle, substitute, withoutFixedNamespace } from './process-template';

const GROUP = 'subresources.template.kubevirt.io';
const PLURAL = 'virtualmachinetemplates';
const SUBRESOURCES = ['process', 'create'];
const PLACE = { kind: { group: 'template.kubevirt.io', kind: 'VirtualMachineTemplate' }, path: 'spec.parameters' };

function internal(words: string): ApiError {
  return new ApiError(500, 'InternalError', `Internal error occurred: ${words}`, { causes: [{ message: words }] });
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** `{parameters: {NAME: value}}`, as JSON or YAML. */
function givenValues({ body }: AggregatedRequest): Fields {
  try {
    const options: unknown = parse(body.toString('utf8'));
    if (isFields(options)) return isFields(options.parameters) ? options.parameters : {};
  } catch (error) {
    throw badRequest(`error parsing ProcessOptions: ${wordsOf(error)}`);
  }
  throw badRequest('error parsing ProcessOptions: EOF');
}

/** The template's parameters, with the values that are given. */
function parametersOf(template: UnknownObject, given: Fields): Fields[] {
  const parameters = items(template, 'spec', 'parameters').map((parameter) => ({ ...parameter }));
  const { name } = template.metadata;
  for (const [key, value] of Object.entries(given)) {
    const parameter: Fields | undefined = parameters.find((each) => text(each, 'name') === key);
    if (!parameter) {
      const words = `Operation cannot be fulfilled on VirtualMachineTemplate.template.kubevirt.io "${name}": parameter ${key} not found in template`;
      throw new ApiError(409, 'Conflict', words, { name, group: PLACE.kind.group, kind: PLACE.kind.kind });
    }
    parameter.value = String(value);
  }
  return parameters;
}

interface Processed {
  machine: VirtualMachine;
  message: string;
}

function processed(client: ObjectClient, request: AggregatedRequest): Processed {
  const { name = '', namespace = '' } = request;
  const given = givenValues(request);
  const template = client.get(VirtualMachineTemplateKind, name, namespace);
  if (!template) throw internal(`error getting VirtualMachineTemplate: virtualmachinetemplates.template.kubevirt.io "${name}" not found`);
  const values = settle(parametersOf(template, given), name, PLACE);
  const written = at(template, 'spec', 'virtualMachine');
  const machine = substitute(withoutFixedNamespace(isFields(written) ? written : {}), values);
  // What the template's author wrote is judged by admission, when the machine is created.
  return { machine: machine as VirtualMachine, message: String(substitute(text(template, 'spec', 'message'), values)) };
}

function authorize({ user, namespace = '', name = '', allowed }: AggregatedRequest, subresource: string): void {
  if (allowed({ verb: 'create', group: GROUP, resource: PLURAL, subresource, namespace, name }).allowed) return;
  const what = `User "${user.username}" cannot create resource "${PLURAL}/${subresource}" in API group "${GROUP}" in the namespace "${namespace}"`;
  throw forbidden(`${PLURAL}.${GROUP} "${name}" is forbidden: ${what}`, { name, group: GROUP, kind: PLURAL });
}

async function createMachine(client: ObjectClient, machine: VirtualMachine, namespace: string): Promise<VirtualMachine> {
  try {
    return await client.create(VirtualMachineKind, { ...machine, metadata: { ...machine.metadata, namespace } });
  } catch (error) {
    throw internal(`error creating VirtualMachine: ${wordsOf(error)}`);
  }
}

async function serve(client: ObjectClient, request: AggregatedRequest): Promise<AggregatedResponse> {
  const { resource, name, namespace = '', subresource = '', method, version } = request;
  if (resource !== PLURAL || name === undefined || !SUBRESOURCES.includes(subresource)) {
    throw new ApiError(404, 'NotFound', 'the server could not find the requested resource');
  }
  if (method !== 'POST') throw new ApiError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource');
  authorize(request, subresource);
  const { machine, message } = processed(client, request);
  const answer = {
    kind: 'ProcessedVirtualMachineTemplate',
    apiVersion: `${GROUP}/${version}`,
    templateRef: { namespace, name },
    virtualMachine: subresource === 'create' ? await createMachine(client, machine, namespace) : machine,
    ...(message ? { message } : {}),
  };
  return { code: 200, contentType: 'application/json', body: JSON.stringify(answer) };
}

/**
 * Subresources of KubeVirt's VirtualMachineTemplates: `process` fills in the parameters, `create` makes the machine as well.
 * Who may only use `create` makes the machines that templates describe and no others.
 */
export function createMachineTemplateApi(client: ObjectClient): AggregatedApi {
  const resource = (subresource: string) => ({ name: `${PLURAL}/${subresource}`, namespaced: true, kind: 'ProcessedVirtualMachineTemplate', verbs: ['create'] });
  return { group: GROUP, versions: ['v1beta1', 'v1alpha1'], resources: SUBRESOURCES.map(resource), handle: (request) => serve(client, request) };
}
