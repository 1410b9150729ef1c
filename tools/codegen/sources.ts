/** Which interface of which package describes which kind; several kinds may share one. */
export interface Source {
  /** Folder of the package's `dist`, or declaration files of our own, as paths from this one. */
  folder?: string;
  declarations?: string[];
  /** Packages whose interfaces the declarations refer to. */
  borrows?: Source[];
  /** Name of the file written. */
  file: string;
  dialect: 'core' | 'custom';
  kinds: Record<string, string>;
}

export const withVersions = (group: string, versions: string[], kinds: Record<string, string>): Record<string, string> =>
  Object.fromEntries(versions.flatMap((version) => Object.entries(kinds).map(([kind, name]) => [`${group}/${version}/${kind}`, name])));

export const same = (prefix: string, ...kinds: string[]) => Object.fromEntries(kinds.map((kind) => [kind, `${prefix}${kind}`]));

export const kubevirt: Source = {
  folder: 'kubevirt',
  file: 'kubevirt',
  dialect: 'custom',
  kinds: {
    ...withVersions(
      'kubevirt.io',
      ['v1', 'v1alpha3'],
      same(
        'V1',
        'KubeVirt',
        'VirtualMachine',
        'VirtualMachineInstance',
        'VirtualMachineInstanceMigration',
        'VirtualMachineInstancePreset',
        'VirtualMachineInstanceReplicaSet',
      ),
    ),
    ...withVersions('snapshot.kubevirt.io', ['v1alpha1', 'v1beta1'], same('V1beta1', 'VirtualMachineRestore', 'VirtualMachineSnapshot', 'VirtualMachineSnapshotContent')),
    ...withVersions('clone.kubevirt.io', ['v1alpha1', 'v1beta1'], same('V1beta1', 'VirtualMachineClone')),
    ...withVersions('export.kubevirt.io', ['v1beta1', 'v1'], same('V1beta1', 'VirtualMachineExport')),
    ...withVersions('pool.kubevirt.io', ['v1alpha1'], same('V1alpha1', 'VirtualMachinePool')),
    ...withVersions('pool.kubevirt.io', ['v1beta1'], same('V1beta1', 'VirtualMachinePool')),
    ...withVersions('backup.kubevirt.io', ['v1alpha1'], same('V1alpha1', 'VirtualMachineBackup')),
    ...withVersions(
      'instancetype.kubevirt.io',
      ['v1beta1'],
      same('V1beta1', 'VirtualMachineClusterInstancetype', 'VirtualMachineClusterPreference', 'VirtualMachineInstancetype', 'VirtualMachinePreference'),
    ),
    ...withVersions('migrations.kubevirt.io', ['v1alpha1'], same('V1alpha1', 'MigrationPolicy')),
  },
};

export const importer: Source = {
  folder: 'containerized-data-importer',
  file: 'cdi',
  dialect: 'custom',
  kinds: withVersions('cdi.kubevirt.io', ['v1beta1'], same('V1beta1', 'CDI', 'CDIConfig', 'DataImportCron', 'DataSource', 'DataVolume')),
};
importer.kinds['cdi.kubevirt.io/v1alpha1/CDI'] = 'V1beta1CDI';

const templates: Source = {
  folder: 'virt-template',
  file: 'virt-template',
  dialect: 'custom',
  kinds: withVersions('template.kubevirt.io', ['v1alpha1', 'v1beta1'], same('V1alpha1', 'VirtualMachineTemplate', 'VirtualMachineTemplateRequest')),
};

const nmstate: Source = {
  folder: 'nmstate',
  file: 'nmstate',
  dialect: 'custom',
  kinds: {
    ...withVersions('nmstate.io', ['v1', 'v1beta1'], same('V1', 'NMState', 'NodeNetworkConfigurationPolicy')),
    ...withVersions('nmstate.io', ['v1beta1'], same('V1beta1', 'NodeNetworkConfigurationEnactment', 'NodeNetworkState')),
  },
};

/** Packages of typed APIs. */
export const packages: Source[] = [kubevirt, importer, templates, nmstate];
