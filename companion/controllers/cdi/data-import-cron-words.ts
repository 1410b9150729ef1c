import type { DataImportCron, DataVolume } from '../../../contracts/virt';

export const CRON_LABEL = 'cdi.kubevirt.io/dataImportCron';
export const DESIRED_DIGEST = 'cdi.kubevirt.io/storage.import.sourceDesiredDigest';

/** Labels that wander from the cron to its DataSource, imports and claims. */
export function copiedLabels(cron: DataImportCron): Record<string, string> {
  const labels = Object.entries(cron.metadata.labels ?? {});
  return Object.fromEntries(labels.filter(([key]) => key.startsWith('instancetype.kubevirt.io/') || key.startsWith('template.kubevirt.io/')));
}

/** `{managedDataSource}-{first twelve characters of the digest}`. */
export function importName(cron: DataImportCron, digest: string): string {
  const plain = digest.slice(digest.indexOf(':') + 1).replace(/[^a-z0-9]/g, '');
  return `${cron.spec.managedDataSource}-${plain.slice(0, 12)}`;
}

interface Words {
  type: 'Progressing' | 'UpToDate';
  status: 'True' | 'False';
  reason: string;
  message: string;
}

/** CDI's two conditions, by the data volume of the wanted digest; undefined when no digest is known. */
export function conditionsFor(current: DataVolume | undefined): Words[] {
  const words = (type: Words['type'], yes: boolean, reason: string, message: string): Words => ({ type, status: yes ? 'True' : 'False', reason, message });
  if (!current) return [words('Progressing', false, 'NoImport', 'No current import'), words('UpToDate', false, 'NoDigest', 'No source digest')];
  const phase = current.status?.phase;
  if (phase === 'Succeeded') {
    return [words('Progressing', false, 'NoImport', 'No current import'), words('UpToDate', true, 'UpToDate', 'Latest import is up to date')];
  }
  const outdated = words('UpToDate', false, 'ImportProgressing', 'Import is progressing');
  if (phase === 'ImportInProgress') return [words('Progressing', true, 'ImportProgressing', 'Import is progressing'), outdated];
  if (!phase || phase === 'ImportScheduled') return [words('Progressing', false, 'ImportScheduled', 'Import is scheduled'), outdated];
  return [words('Progressing', false, phase, `Import DataVolume phase ${phase}`), words('UpToDate', false, 'Outdated', 'Source digest updated since last import')];
}
