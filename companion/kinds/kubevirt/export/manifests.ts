import type { VirtualMachine } from '../../../../contracts/virt';
import type { ExportSource } from '../../../controllers/export/export-source';
import type { Export, ExportLink } from '../../../controllers/export/types';
import { claimOf } from '../../../controllers/volume-claims';

export const TOKEN_HEADER = 'x-kubevirt-export-token';

const caName = ({ metadata }: Export) => `export-ca-cm-${metadata.name}`;
const headerName = ({ metadata }: Export) => `header-secret-${metadata.name}`;

type Template = NonNullable<VirtualMachine['spec']['dataVolumeTemplates']>[number];

function sourceOf(exported: Export, url: string) {
  return { http: { url, certConfigMap: caName(exported), secretExtraHeaders: [headerName(exported)] } };
}

/** What `kubectl apply` notes for itself. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Metadata as another cluster can take it. */
function portable({ name, labels, annotations }: { name: string; labels?: Record<string, string>; annotations?: Record<string, string> }) {
  const { [LAST_APPLIED]: _, ...notes } = annotations ?? {};
  return { name, ...(labels ? { labels } : {}), ...(Object.keys(notes).length > 0 ? { annotations: notes } : {}) };
}

/** Dumps of memory belong to a guest, not to what the machine is. */
function withoutDumps({ template, ...spec }: VirtualMachine['spec']): VirtualMachine['spec'] {
  const volumes = template.spec?.volumes?.filter((volume) => !volume.memoryDump);
  return { ...spec, template: { ...template, ...(template.spec ? { spec: { ...template.spec, ...(volumes ? { volumes } : {}) } } : {}) } };
}

const gzipUrl = (link: ExportLink, volume: string) => link.volumes?.find(({ name }) => name === volume)?.formats.find(({ format }) => format === 'gzip')?.url;

interface Made {
  templates: Template[];
  /** Data volumes for claims that no template of the machine makes. */
  volumes: object[];
}

function dataVolumes(exported: Export, machine: Pick<VirtualMachine, 'spec'>, link: ExportLink): Made {
  const own = machine.spec.dataVolumeTemplates ?? [];
  const made: Made = { templates: [], volumes: [] };
  for (const volume of machine.spec.template.spec?.volumes ?? []) {
    const claim = claimOf(volume);
    // Volumes of a snapshot are named after the export and the claim.
    const url = claim && (gzipUrl(link, claim) ?? gzipUrl(link, `${exported.metadata.name}-${claim}`));
    if (!claim || !url) continue;
    const template = own.find(({ metadata }) => metadata?.name === claim);
    if (template) {
      const { sourceRef: _, source: __, ...spec } = template.spec;
      made.templates.push({ ...template, metadata: portable({ ...template.metadata, name: claim }), spec: { ...spec, source: sourceOf(exported, url) } } as Template);
    } else {
      made.volumes.push({ apiVersion: 'cdi.kubevirt.io/v1beta1', kind: 'DataVolume', metadata: { name: claim }, spec: { source: sourceOf(exported, url), storage: {} } });
    }
  }
  return made;
}

/** All that is needed to make the machine again elsewhere, but for the secret with the token. */
export function manifestObjects(exported: Export, { machine }: ExportSource, link: ExportLink): object[] {
  const authority = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: caName(exported) }, data: { 'ca.pem': link.cert } };
  if (!machine) return [authority];
  const { templates, volumes } = dataVolumes(exported, machine, link);
  const spec = { ...withoutDumps(machine.spec), ...(templates.length > 0 ? { dataVolumeTemplates: templates } : {}) };
  return [authority, { apiVersion: 'kubevirt.io/v1', kind: 'VirtualMachine', metadata: portable(machine.metadata), spec }, ...volumes];
}

/** The header that imports of the exported volumes have to send. */
export function headerSecret(exported: Export, token: string): object {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name: headerName(exported) }, stringData: { token: `${TOKEN_HEADER}:${token}` } };
}
