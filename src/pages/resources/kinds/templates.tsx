import { TemplateKind, VirtualMachineTemplateKind } from '../../../../contracts/kinds';
import type { KindRef } from '../../../../contracts/kinds';
import type { KubeObject } from '../../../../contracts/objects';
import { displayNameOf } from '../../../domain/resources/instance-types';
import { isVendorTemplate, machineIn, memoryOf, parametersOf, vcpusOf, workloadOf } from '../../../domain/resources/templates';
import { text } from '../../../domain/read';
import { Lines } from '../details/Lines';
import type { ResourceColumn, ResourceFact, ResourceSpec, Translate } from '../resource-spec';

const columns: readonly ResourceColumn[] = [
  { id: 'display-name', title: (t) => t('Display name'), cell: displayNameOf, sort: displayNameOf, width: 200 },
  { id: 'workload', title: (t) => t('Workload'), cell: workloadOf, sort: workloadOf },
  { id: 'size', title: (t) => t('CPU | Memory'), cell: sizeOf, sort: (object) => vcpusOf(machineIn(object)), width: 160 },
];

const facts: readonly ResourceFact[] = [
  { id: 'display-name', title: (t) => t('Display name'), value: displayNameOf },
  {
    id: 'description',
    title: (t) => t('Description'),
    value: (object) => text(object, 'metadata', 'annotations', 'description'),
  },
  { id: 'workload', title: (t) => t('Workload'), value: workloadOf },
  { id: 'size', title: (t) => t('CPU | Memory'), value: sizeOf },
  {
    id: 'instancetype',
    title: (t) => t('Instance type'),
    value: (object) => text(machineIn(object), 'spec', 'instancetype', 'name'),
  },
  {
    id: 'parameters',
    title: (t) => t('Parameters'),
    value: (object, t) => <Lines lines={parametersOf(object).map((each) => parameterLine(each, t))} />,
  },
];

function sizeOf(object: KubeObject): string {
  const machine = machineIn(object);
  const cpus = vcpusOf(machine);
  return [cpus > 0 ? String(cpus) : '', memoryOf(machine)].filter((each) => each !== '').join(' | ');
}

function parameterLine({ name, value, required }: { name: string; value: string; required: boolean }, t: Translate): string {
  const shown = value === '' ? name : `${name} = ${value}`;
  return required ? t('{{parameter}} (required)', { parameter: shown }) : shown;
}

function vendorLock(object: KubeObject, t: Translate): string | undefined {
  return isVendorTemplate(object) ? t('Templates of the platform are renewed by it: make a copy instead.') : undefined;
}

/** Templates of OpenShift: a list of objects with parameters. */
export const templates: ResourceSpec = {
  page: 'templates',
  kind: TemplateKind,
  labelSelector: 'template.kubevirt.io/type in (base, vm)',
  family: 'templates',
  title: (t) => t('Templates'),
  one: (t) => t('template'),
  columns,
  filters: [{ id: 'mine', title: (t) => t('User templates'), matches: (object) => !isVendorTemplate(object) }],
  facts,
  lockedBecause: vendorLock,
  sample: (namespace) => ({
    apiVersion: 'template.openshift.io/v1',
    kind: 'Template',
    metadata: { name: 'my-template', namespace, labels: { 'template.kubevirt.io/type': 'vm' } },
    objects: [sampleMachine('${NAME}')],
    parameters: [{ name: 'NAME', generate: 'expression', from: 'my-vm-[a-z0-9]{6}' }],
  }),
};

function virtualMachineTemplates(version: string): ResourceSpec {
  const kind: KindRef = { ...VirtualMachineTemplateKind, version };
  return {
    page: `template.kubevirt.io~${version}~VirtualMachineTemplate`,
    kind,
    family: version === VirtualMachineTemplateKind.version ? 'templates' : '',
    title: (t) => t('VirtualMachine templates'),
    one: (t) => t('VirtualMachine template'),
    columns,
    facts,
    sample: (namespace) => ({
      apiVersion: `template.kubevirt.io/${version}`,
      kind: 'VirtualMachineTemplate',
      metadata: { name: 'my-template', namespace },
      spec: {
        parameters: [{ name: 'NAME', generate: 'expression', from: 'my-vm-[a-z0-9]{6}' }],
        virtualMachine: sampleMachine('${NAME}'),
      },
    }),
  };
}

/** Templates of KubeVirt, in both versions existing links use. */
export const machineTemplates: readonly ResourceSpec[] = [
  virtualMachineTemplates('v1beta1'),
  virtualMachineTemplates('v1alpha1'),
];

function sampleMachine(name: string): Record<string, unknown> {
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: { name },
    spec: {
      runStrategy: 'Halted',
      instancetype: { name: 'u1.small' },
      template: { spec: { domain: { devices: {} }, volumes: [] } },
    },
  };
}
