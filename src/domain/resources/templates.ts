import type { Unknowns } from '../read';
import { at, count, isRecord, records, stringMap, text } from '../read';

/** The machine inside a template: the VirtualMachine of `objects`, or `spec.virtualMachine` of a VM template. */
export function machineIn(template: unknown): Unknowns | undefined {
  const listed = records(template, 'objects').find((each) => text(each, 'kind') === 'VirtualMachine');
  if (listed) return listed;
  const inner = at(template, 'spec', 'virtualMachine');
  return isRecord(inner) ? inner : undefined;
}

/** Sockets times cores times threads; 0 when the machine does not say. */
export function vcpusOf(machine: unknown): number {
  const cpu = at(machine, 'spec', 'template', 'spec', 'domain', 'cpu');
  if (!isRecord(cpu)) return 0;
  return (count(cpu, 'sockets') || 1) * (count(cpu, 'cores') || 1) * (count(cpu, 'threads') || 1);
}

/** The memory a machine asks for, as it is written; '' when an instance type gives it. */
export function memoryOf(machine: unknown): string {
  const domain = at(machine, 'spec', 'template', 'spec', 'domain');
  return text(domain, 'memory', 'guest') || text(domain, 'resources', 'requests', 'memory');
}

/** What a template is for: `server`, `desktop` … from the label `workload.template.kubevirt.io/<name>`. */
export function workloadOf(template: unknown): string {
  const prefix = 'workload.template.kubevirt.io/';
  const label = Object.keys(stringMap(template, 'metadata', 'labels')).find((each) => each.startsWith(prefix));
  return label?.slice(prefix.length) ?? '';
}

export interface TemplateParameter {
  name: string;
  description: string;
  required: boolean;
  /** A fixed value, or the expression it is generated from. */
  value: string;
}

/** What has to be filled in before the template makes a machine. */
export function parametersOf(template: unknown): TemplateParameter[] {
  const listed = records(template, 'parameters');
  return (listed.length > 0 ? listed : records(template, 'spec', 'parameters')).map((each) => ({
    name: text(each, 'name'),
    description: text(each, 'description') || text(each, 'displayName'),
    required: at(each, 'required') === true,
    value: text(each, 'value') || text(each, 'from'),
  }));
}

/** Shipped by whoever provides the platform: such templates are copied, not edited. */
export function isVendorTemplate(template: unknown): boolean {
  return text(template, 'metadata', 'labels', 'template.kubevirt.io/type') === 'base';
}
