import { at, count, text } from '../read';

/** vCPUs an instance type gives. */
export function cpusOf(instancetype: unknown): number {
  return count(instancetype, 'spec', 'cpu', 'guest');
}

/** Memory an instance type gives, as it is written. */
export function guestMemoryOf(instancetype: unknown): string {
  return text(instancetype, 'spec', 'memory', 'guest');
}

/** Who ships an instance type or preference. */
export function vendorOf(object: unknown): string {
  return text(object, 'metadata', 'labels', 'instancetype.kubevirt.io/vendor');
}

/** A boolean below `spec.cpu`, e.g. dedicated CPUs. */
export function hasCpuFeature(instancetype: unknown, feature: string): boolean {
  const value = at(instancetype, 'spec', 'cpu', feature);
  return value === true || (typeof value === 'object' && value !== null);
}

/** The title a person reads: the display name, else the name. */
export function displayNameOf(object: unknown): string {
  return text(object, 'metadata', 'annotations', 'openshift.io/display-name') || text(object, 'metadata', 'name');
}
