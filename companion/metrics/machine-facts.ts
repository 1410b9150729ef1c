import { arrayAt, objectAt, stringAt } from '../guests/json';
import { isRecord } from '../lib/guards';
import type { Exposition, Labels } from './exposition';

const NONE = '<none>';
/** Where KubeVirt's own instance types and preferences come from: others may be many and are called `<other>`. */
const VENDOR = 'instancetype.kubevirt.io/vendor';

/** Names of cluster instance types and preferences that carry the vendor label. */
export interface KnownNames {
  instancetypes: ReadonlySet<string>;
  preferences: ReadonlySet<string>;
}

export function vendorNames(objects: readonly { metadata: { name: string; labels?: Record<string, string> } }[]): Set<string> {
  return new Set(objects.filter(({ metadata }) => metadata.labels?.[VENDOR] !== undefined).map(({ metadata }) => metadata.name));
}

export function knownName(name: string | undefined, known: ReadonlySet<string>): string {
  if (!name) return NONE;
  return known.has(name) ? name : '<other>';
}

/** Labels os, workload and flavor from the annotations templates set. */
export function templateFacts(metadata: unknown): Labels {
  const annotations = objectAt(metadata, 'annotations');
  const fact = (name: string) => stringAt(annotations, `vm.kubevirt.io/${name}`) ?? NONE;
  return { os: fact('os'), workload: fact('workload'), flavor: fact('flavor') };
}

export const seconds = (time: string | undefined) => (time ? Date.parse(time) / 1000 : 0);

const BINDINGS = ['masquerade', 'bridge', 'sriov', 'macvtap', 'slirp', 'passt', 'passtBinding'];

function bindingOf(card: Record<string, unknown>): Labels {
  const plugin = stringAt(card.binding, 'name');
  if (plugin) return { binding_type: 'plugin', binding_name: plugin };
  return { binding_type: 'core', binding_name: BINDINGS.find((name) => isRecord(card[name])) ?? '' };
}

/** Rows of kubevirt_vm_vnic_info and kubevirt_vmi_vnic_info for one spec (of a VMI, or of a VM's template). */
export function vnicSampler(out: Exposition, metric: string, help: string): (place: Labels, spec: unknown) => void {
  const info = out.gauge(metric, help);
  return (place, spec) => {
    const networks = arrayAt(spec, 'networks').filter(isRecord);
    for (const card of arrayAt(objectAt(objectAt(spec, 'domain'), 'devices'), 'interfaces').filter(isRecord)) {
      const name = stringAt(card, 'name') ?? '';
      const network = networks.find((each) => each.name === name);
      const source = stringAt(network?.multus, 'networkName') ?? (isRecord(network?.pod) ? 'pod networking' : '');
      info({ ...place, vnic_name: name, ...bindingOf(card), network: source, model: stringAt(card, 'model') ?? NONE }, 1);
    }
  };
}
