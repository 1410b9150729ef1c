import type { JsonSchema } from '../../companion/kinds/definition';
import type { DefinitionFacts } from './facts';
import { intOrString } from './to-schema';

const text: JsonSchema = { type: 'string' };
const flag: JsonSchema = { type: 'boolean' };
const time: JsonSchema = { type: 'string', format: 'date-time', nullable: true };
const oneOf = (...values: string[]): JsonSchema => ({ type: 'string', enum: values });
const keyed = (...keys: string[]): JsonSchema => ({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': keys });
const asSet: JsonSchema = { 'x-kubernetes-list-type': 'set' };
const nullable: JsonSchema = { nullable: true };
const atMost = (maxItems: number): JsonSchema => ({ maxItems });
const rules = (...all: [rule: string, message: string][]): JsonSchema => ({ 'x-kubernetes-validations': all.map(([rule, message]) => ({ rule, message })) });
const atomic: JsonSchema = { 'x-kubernetes-map-type': 'atomic' };
const preserve: JsonSchema = { 'x-kubernetes-preserve-unknown-fields': true };
const checksum: JsonSchema = { minimum: 0, maximum: 4294967295 };
const filesystemOverhead: JsonSchema = { pattern: '^(0(?:\\.\\d{1,3})?|1)$' };

const probeTarget: DefinitionFacts = { members: { port: { description: 'Name or number of the port to access.', ...intOrString() } }, required: ['port'] };
const conditionTimes: DefinitionFacts = { members: { lastProbeTime: time, lastTransitionTime: time } };
const referenceName: DefinitionFacts = { members: { name: { default: '' } } };

const LABEL_PATTERN = '^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$';
/** metav1.Condition. */
const condition: DefinitionFacts = {
  members: {
    lastTransitionTime: { type: 'string', format: 'date-time' },
    message: { type: 'string', maxLength: 32768 },
    observedGeneration: { type: 'integer', minimum: 0 },
    reason: { type: 'string', minLength: 1, maxLength: 1024, pattern: '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$' },
    status: oneOf('True', 'False', 'Unknown'),
    type: { type: 'string', maxLength: 316, pattern: LABEL_PATTERN },
  },
  required: ['lastTransitionTime', 'message', 'reason', 'status', 'type'],
};

const tlsVersions = oneOf('VersionTLS10', 'VersionTLS11', 'VersionTLS12', 'VersionTLS13');
const statePreservation = oneOf('Disabled', 'Offline', 'Online');
const sev: JsonSchema = { $ref: '#/definitions/V1LaunchSecurity' };
const ref = (name: string): JsonSchema => ({ $ref: `#/definitions/${name}` });

const lifecycle: Record<string, DefinitionFacts> = {
  K8sIoApiCoreV1HTTPGetAction: probeTarget,
  K8sIoApiCoreV1TCPSocketAction: probeTarget,
  K8sIoApiCoreV1LocalObjectReference: referenceName,
  V1ConfigMapVolumeSource: referenceName,
  V1Clock: { self: preserve },
  V1ContainerDiskInfo: { members: { checksum } },
  V1InitrdInfo: { members: { checksum } },
  V1KernelInfo: { members: { checksum } },
  V1ContainerPathVolumeSource: {
    members: {
      path: {
        maxLength: 4096,
        ...rules(["self.startsWith('/')", "path must be absolute (start with '/')"], ["!self.contains('..')", "path must not contain '..'"]),
      },
      readOnly: { default: true, ...rules(['self == true', 'readOnly must be true, write access is not supported']) },
    },
  },
  V1DataVolumeTemplateSpec: { self: nullable, members: { status: { type: 'object', nullable: true } } },
  V1Devices: { members: { disks: atMost(256), filesystems: atMost(256), interfaces: atMost(256) } },
  V1DomainSpec: { members: { rebootPolicy: oneOf('Reboot', 'Terminate') } },
  V1Interface: {
    members: {
      portRanges: {
        type: 'array',
        description: 'List of port ranges to be forwarded to the virtual machine. Mutually exclusive with ports.',
        items: {
          type: 'object',
          required: ['end', 'protocol', 'start'],
          properties: { end: { type: 'integer' }, protocol: text, start: { type: 'integer' } },
        },
      },
    },
  },
  V1Network: {
    members: {
      resourceClaim: {
        type: 'object',
        description: 'A network resource requested through an entry of spec.resourceClaims.',
        properties: { claimName: text, requestName: text },
      },
    },
  },
  V1PersistentVolumeClaimInfo: { members: { filesystemOverhead } },
  V1QemuGuestAgentSSHPublicKeyAccessCredentialPropagation: { members: { users: asSet } },
  V1ReservedOverhead: { members: { memLock: oneOf('NotRequired', 'Required') } },
  V1VirtualMachineInstanceSpec: {
    members: {
      accessCredentials: atMost(256),
      networks: atMost(256),
      resourceClaims: keyed('name'),
      serviceAccountName: { ...text, description: 'The ServiceAccount that runs the launcher pod of the machine.' },
      topologySpreadConstraints: keyed('topologyKey', 'whenUnsatisfiable'),
      utilityVolumes: { ...keyed('name'), ...atMost(256) },
      volumes: atMost(256),
    },
  },
  V1VirtualMachineInstanceStatus: { rename: { vSOCKCID: 'VSOCKCID' }, members: { VSOCKCID: { minimum: 0, maximum: 4294967295 } } },
  V1VirtualMachineInstanceBackupStatus: { self: nullable, members: { quiesceStatus: text } },
  V1VirtualMachineStatus: { members: { printableStatus: { default: 'Stopped' } } },
  V1ChangedBlockTrackingStatus: { self: nullable },
  V1InstancetypeStatusRef: { self: nullable },
  V1VirtualMachineMemoryDumpRequest: { self: nullable },
  V1VirtualMachineStartFailure: { self: nullable },
  V1VirtualMachineInstanceReplicaSetStatus: { self: nullable },
};

const configuration: Record<string, DefinitionFacts> = {
  V1CustomizeComponentsPatch: { members: { resourceName: { minLength: 1 }, resourceType: { minLength: 1 } } },
  V1DeveloperConfiguration: { members: { memoryOvercommit: { minimum: 10 } } },
  V1HypervisorConfiguration: { members: { name: oneOf('kvm', 'hyperv-direct') } },
  V1InstancetypeConfiguration: { self: nullable, members: { referencePolicy: { ...oneOf('reference', 'expand', 'expandAll'), nullable: true } } },
  V1KubeVirtConfiguration: {
    members: {
      hypervisors: atMost(1),
      persistentReservationConfiguration: { type: 'object', nullable: true, properties: { enabled: { type: 'boolean', nullable: true } } },
      roleAggregationStrategy: oneOf('AggregateToDefault', 'Manual'),
      supportContainerResources: keyed('type'),
      vmRolloutStrategy: { ...oneOf('Stage', 'LiveUpdate'), nullable: true },
    },
  },
  V1MigrationConfiguration: { members: { maxDowntimeMs: { type: 'integer', minimum: 1, maximum: 2000000 }, experimental: { type: 'object', ...preserve } } },
  V1TDXAttestationConfiguration: { members: { enforced: { default: false }, qgsSocketPath: { default: '/var/run/tdx-qgs/qgs.socket' } } },
  V1TLSConfiguration: { members: { ciphers: asSet, minTLSVersion: tlsVersions } },
  V1ChangedBlockTrackingSelectors: { self: nullable },
  V1CommonInstancetypesDeployment: { self: nullable, members: { enabled: nullable } },
  V1ConfidentialComputeConfiguration: { self: nullable },
  V1TDXConfiguration: { self: nullable },
  V1VirtTemplateDeployment: { self: nullable, members: { enabled: nullable } },
};

const operations: Record<string, DefinitionFacts> = {
  V1alpha1Condition: condition,
  V1alpha1MigrationPolicySpec: { members: { maxDowntimeMs: { type: 'integer', minimum: 1, maximum: 2000000 }, experimental: { type: 'object', ...preserve } } },
  V1alpha1VirtualMachineBackupSpec: {
    self: rules(
      ['self == oldSelf', 'spec is immutable after creation'],
      ['has(self.pvcName) && self.pvcName != ""', 'pvcName is required'],
      ["!has(self.mode) || self.mode != 'Pull' || (has(self.tokenSecretRef) && self.tokenSecretRef != \"\")", 'tokenSecretRef is required when mode is Pull'],
    ),
    members: {
      mode: oneOf('Push', 'Pull'),
      source: rules(
        ['has(self.apiGroup)', 'apiGroup is required'],
        ["!has(self.apiGroup) || self.apiGroup == 'kubevirt.io' || self.apiGroup == 'backup.kubevirt.io'", 'apiGroup must be kubevirt.io or backup.kubevirt.io'],
        [
          "!has(self.apiGroup) || (self.apiGroup == 'kubevirt.io' && self.kind == 'VirtualMachine') || (self.apiGroup == 'backup.kubevirt.io' && self.kind == 'VirtualMachineBackupTracker')",
          'kind must be VirtualMachine for kubevirt.io or VirtualMachineBackupTracker for backup.kubevirt.io',
        ],
        ["self.name != ''", 'name is required'],
      ),
    },
  },
  V1alpha1VirtualMachineBackupStatus: { members: { conditions: keyed('type'), exportUID: text } },
  V1alpha1VirtualMachinePoolProactiveScaleInStrategy: { members: { statePreservation } },
  V1alpha1VirtualMachinePoolScaleInStrategy: {
    members: { opportunistic: ref('V1beta1VirtualMachinePoolOpportunisticScaleInStrategy'), unmanaged: { type: 'object' } },
  },
  V1alpha1VirtualMachinePoolSelectionPolicy: {
    rename: { basePolicy: 'sortPolicy' },
    members: { selectors: ref('V1beta1VirtualMachinePoolSelectors'), sortPolicy: oneOf('AscendingOrder', 'DescendingOrder', 'Newest', 'Oldest', 'Random') },
  },
  V1alpha1VirtualMachinePoolSpec: {
    members: {
      autohealing: ref('V1beta1VirtualMachinePoolAutohealingStrategy'),
      replicas: { minimum: 0 },
      updateStrategy: ref('V1beta1VirtualMachinePoolUpdateStrategy'),
    },
  },
  V1beta1MemoryInstancetype: { members: { overcommitPercent: { minimum: 0, maximum: 100 } } },
  V1beta1SnapshotVolumesLists: { members: { excludedVolumes: asSet, includedVolumes: asSet } },
  V1beta1VirtualMachineCloneSpec: { members: { volumeNamePolicy: oneOf('RandomizeNames', 'PrefixTargetName') } },
  V1beta1VirtualMachineExportBackup: { members: { endpoints: keyed('endpoint') } },
  V1beta1VirtualMachineExportLink: { members: { backups: keyed('name'), manifests: keyed('type'), volumes: keyed('name') } },
  V1beta1VirtualMachineExportVolume: { members: { formats: keyed('format') } },
  V1beta1VirtualMachinePoolAutohealingStrategy: { members: { startUpFailureThreshold: { minimum: 1 } } },
  V1beta1VirtualMachinePoolOpportunisticScaleInStrategy: { members: { statePreservation } },
  V1beta1VirtualMachinePoolProactiveScaleInStrategy: { members: { statePreservation } },
  V1beta1VirtualMachinePoolSelectionPolicy: { members: { sortPolicy: oneOf('AscendingOrder', 'DescendingOrder', 'Newest', 'Oldest', 'Random') } },
  V1beta1VirtualMachinePoolSpec: { members: { replicas: { minimum: 0 } } },
  V1beta1VirtualMachinePreferenceSpec: { members: { preferredLaunchSecurity: sev } },
  V1beta1VirtualMachineRestoreSpec: {
    members: { targetReadinessPolicy: { ...oneOf('StopTarget', 'WaitGracePeriod', 'FailImmediate', 'WaitEventually'), default: 'WaitGracePeriod' } },
  },
  V1beta1VirtualMachineRestoreStatus: { members: { deletedDataVolumes: asSet } },
  V1beta1VirtualMachineSnapshotStatus: { members: { indications: asSet } },
  V1beta1VirtualMachineCloneStatus: {
    members: Object.fromEntries(['creationTime', 'restoreName', 'snapshotName', 'targetName'].map((name) => [name, nullable])),
  },
};

const timed = [
  'V1KubeVirtCondition',
  'V1VirtualMachineCondition',
  'V1VirtualMachineInstanceCondition',
  'V1VirtualMachineInstanceMigrationCondition',
  'V1VirtualMachineInstanceReplicaSetCondition',
  'V1alpha1VirtualMachinePoolCondition',
  'V1beta1Condition',
  'V1beta1VirtualMachinePoolCondition',
];

/** CDI's types appear in both packages. */
const dataVolumes: Record<string, DefinitionFacts> = {
  V1beta1DataVolumeSourceHTTP: { members: { checksum: text, insecureSkipVerify: flag } },
  V1beta1DataVolumeSourceImageIO: { members: { insecureSkipVerify: flag } },
  V1beta1DataVolumeSourceVDDK: { members: { certConfigMap: text } },
  V1beta1DataVolumeSpec: { members: { contentType: oneOf('kubevirt', 'archive'), serviceAccountName: text } },
};

const templateConditions = { members: { ...condition.members } };
const templateStatus = { members: { conditions: keyed('type') } };

export const customFacts: Record<string, Record<string, DefinitionFacts>> = {
  kubevirt: {
    ...lifecycle,
    ...configuration,
    ...operations,
    ...dataVolumes,
    ...Object.fromEntries(timed.map((name) => [name, conditionTimes])),
  },
  cdi: {
    ...dataVolumes,
    V1LocalObjectReference: referenceName,
    V1beta1CDISpec: {
      members: {
        cloneStrategyOverride: oneOf('copy', 'snapshot', 'csi-clone'),
        imagePullPolicy: oneOf('Always', 'IfNotPresent', 'Never'),
        uninstallStrategy: oneOf('RemoveWorkloads', 'BlockUninstallIfWorkloadsExist'),
      },
    },
    V1beta1CustomizeComponentsPatch: { members: { resourceName: { minLength: 1 }, resourceType: { minLength: 1 } } },
    V1ResourceRequirements: { members: { claims: keyed('name') } },
    V1beta1CDIConfigSpec: { members: { webhookPvcRendering: text } },
    V1beta1CustomTLSProfile: { self: nullable, members: { minTLSVersion: tlsVersions } },
    V1beta1DataImportCronSpec: { members: { serviceAccountName: { ...text, minLength: 1 } } },
    V1beta1FilesystemOverhead: { members: { global: filesystemOverhead, storageClass: { additionalProperties: { ...text, ...filesystemOverhead } } } },
    V1beta1ImportProxy: { rename: { hTTPProxy: 'HTTPProxy', hTTPSProxy: 'HTTPSProxy' } },
    V1beta1ImportStatus: { rename: { dataVolumeName: 'DataVolumeName', digest: 'Digest' } },
    V1beta1TLSSecurityProfile: { members: { type: oneOf('Old', 'Intermediate', 'Modern', 'Custom'), intermediate: nullable, modern: nullable, old: nullable } },
  },
  'virt-template': {
    V1alpha1VirtualMachineTemplate: { optional: ['apiVersion', 'kind'] },
    V1alpha1VirtualMachineTemplateRequest: { optional: ['apiVersion', 'kind'] },
    V1alpha1VirtualMachineTemplateRequestSpec: {
      self: rules(['self == oldSelf', 'spec is immutable']),
      members: {
        templateLabels: {
          type: 'object',
          additionalProperties: text,
          ...rules(["self.all(k, !k.startsWith('template.kubevirt.io/'))", 'labels with the prefix "template.kubevirt.io/" are reserved for system use']),
        },
        ttlSecondsAfterFinished: { type: 'integer', minimum: 0 },
      },
    },
    V1alpha1VirtualMachineTemplateRequestStatus: templateStatus,
    V1alpha1VirtualMachineTemplateRequestStatusConditions: templateConditions,
    V1alpha1VirtualMachineTemplateSpecParameters: {
      members: { from: { pattern: '\\[([a-zA-Z0-9\\-\\\\]+)\\](\\{(\\w+)\\})' }, generate: oneOf('expression') },
    },
    V1alpha1VirtualMachineTemplateStatus: templateStatus,
    V1alpha1VirtualMachineTemplateStatusConditions: templateConditions,
    V1alpha1VirtualMachineTemplateRequestStatusTemplateRef: { ...referenceName, self: atomic },
  },
  nmstate: {
    V1NMState: { members: { spec: { default: {} } } },
    V1NMStateSpecAffinityNodeAffinityRequiredDuringSchedulingIgnoredDuringExecution: { self: atomic },
    V1NMStateSpecProbeConfiguration: { members: { dns: { default: { host: 'root-servers.net' } } } },
    V1beta1NodeNetworkConfigurationEnactment: { self: preserve },
    V1NMStateSpec: {
      members: {
        logLevel: { ...oneOf('info', 'debug'), default: 'info' },
        probeConfiguration: { default: {} },
        metricsConfiguration: { type: 'object', default: {}, properties: { bindAddress: { type: 'string', default: ':8089' } } },
      },
    },
    V1NodeNetworkConfigurationPolicyStatus: { members: { unavailableNodeCountMap: { type: 'object', additionalProperties: { type: 'integer' } } } },
  },
};
