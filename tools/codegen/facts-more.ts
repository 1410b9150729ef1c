import type { JsonSchema } from '../../companion/kinds/definition';
import type { DefinitionFacts } from './facts';

const time: JsonSchema = { type: 'string', format: 'date-time' };
const atomic: JsonSchema = { 'x-kubernetes-map-type': 'atomic' };
const oneOf = (...values: string[]): JsonSchema => ({ enum: values });
const filled: JsonSchema = { minLength: 1 };
const https: JsonSchema = { pattern: '^https://' };
const link: JsonSchema = { pattern: '^(https://|mailto:)' };
const notBlank: JsonSchema = { pattern: '^(.|\\s)*\\S(.|\\s)*$' };
const rules = (...all: [rule: string, message: string][]): JsonSchema => ({ 'x-kubernetes-validations': all.map(([rule, message]) => ({ rule, message })) });
const QUANTITY = '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$';
const deletion = oneOf('Delete', 'Retain');

/** What the interfaces of `storage-and-network.d.ts` and `console-kinds.d.ts` do not say. */
export const moreFacts: Record<string, DefinitionFacts> = {
  StorageProfileSpec: { members: { claimPropertySets: { maxItems: 8 } } },
  StorageProfileStatus: { members: { claimPropertySets: { maxItems: 8 } } },
  ClaimPropertySet: {
    members: {
      accessModes: { maxItems: 4, ...rules(["self.all(am, am in ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'])", 'Illegal AccessMode']) },
      volumeMode: oneOf('Block', 'Filesystem'),
    },
  },
  HeartbeatCondition: { members: { lastHeartbeatTime: time, lastTransitionTime: time } },
  LocalReference: { self: atomic },
  ObjectReference: { self: atomic },
  VolumeSnapshotClass: { members: { deletionPolicy: deletion, parameters: { type: 'object' } } },
  VolumeSnapshotSource: {
    self: rules(
      ['!has(oldSelf.persistentVolumeClaimName) || has(self.persistentVolumeClaimName)', 'persistentVolumeClaimName is required once set'],
      ['!has(oldSelf.volumeSnapshotContentName) || has(self.volumeSnapshotContentName)', 'volumeSnapshotContentName is required once set'],
      [
        '(has(self.volumeSnapshotContentName) && !has(self.persistentVolumeClaimName)) || (!has(self.volumeSnapshotContentName) && has(self.persistentVolumeClaimName))',
        'exactly one of volumeSnapshotContentName and persistentVolumeClaimName must be set',
      ],
    ),
    members: {
      persistentVolumeClaimName: rules(['self == oldSelf', 'persistentVolumeClaimName is immutable']),
      volumeSnapshotContentName: rules(['self == oldSelf', 'volumeSnapshotContentName is immutable']),
    },
  },
  VolumeSnapshotSpec: { members: { volumeSnapshotClassName: rules(['size(self) > 0', 'volumeSnapshotClassName must not be the empty string when set']) } },
  VolumeSnapshotStatus: { members: { creationTime: time, restoreSize: { pattern: QUANTITY, 'x-kubernetes-int-or-string': true } } },
  SnapshotError: { members: { time } },
  VolumeSnapshotContentSpec: {
    self: rules(['!has(oldSelf.sourceVolumeMode) || has(self.sourceVolumeMode)', 'sourceVolumeMode is required once set']),
    members: {
      deletionPolicy: deletion,
      sourceVolumeMode: rules(['self == oldSelf', 'sourceVolumeMode is immutable']),
      volumeSnapshotRef: rules(['has(self.name) && has(self.__namespace__)', 'both spec.volumeSnapshotRef.name and spec.volumeSnapshotRef.namespace must be set']),
    },
  },
  VolumeSnapshotContentSource: {
    self: rules(
      ['!has(oldSelf.volumeHandle) || has(self.volumeHandle)', 'volumeHandle is required once set'],
      ['!has(oldSelf.snapshotHandle) || has(self.snapshotHandle)', 'snapshotHandle is required once set'],
      [
        '(has(self.volumeHandle) && !has(self.snapshotHandle)) || (!has(self.volumeHandle) && has(self.snapshotHandle))',
        'exactly one of volumeHandle and snapshotHandle must be set',
      ],
    ),
    members: {
      snapshotHandle: rules(['self == oldSelf', 'snapshotHandle is immutable']),
      volumeHandle: rules(['self == oldSelf', 'volumeHandle is immutable']),
    },
  },
  VolumeSnapshotContentStatus: { members: { restoreSize: { minimum: 0 } } },
  VirtualMachineBackupTrackerSpec: {
    self: rules(['self == oldSelf', 'spec is immutable after creation']),
    members: {
      source: rules(
        ["has(self.apiGroup) && self.apiGroup == 'kubevirt.io'", 'apiGroup must be kubevirt.io'],
        ["self.kind == 'VirtualMachine'", 'kind must be VirtualMachine'],
        ["self.name != ''", 'name is required'],
      ),
    },
  },
  BackupCheckpoint: { members: { creationTime: time } },
};

export const moreConsoleFacts: Record<string, DefinitionFacts> = {
  ConsoleLinkSpec: { members: { href: link, location: { pattern: '^(ApplicationMenu|HelpMenu|UserMenu|NamespaceDashboard)$' } } },
  LabelSelector: { self: atomic },
  ConsoleNotificationSpec: { members: { location: { pattern: '^(BannerTop|BannerBottom|BannerTopBottom)$' } } },
  NotificationLink: { members: { href: link } },
  DownloadLink: { members: { href: https } },
  ConsoleExternalLogLinkSpec: { members: { hrefTemplate: https } },
  ConsoleYAMLSampleSpec: { members: { description: notBlank, title: notBlank, yaml: notBlank } },
  ConsoleQuickStartSpec: {
    members: { description: { minLength: 1, maxLength: 256 }, displayName: filled, durationMinutes: { minimum: 1 }, introduction: filled, tasks: { minItems: 1 } },
  },
  QuickStartTask: { members: { description: filled, title: filled } },
  QuickStartReview: { members: { failedTaskHelp: filled, instructions: filled } },
  QuickStartSummary: { members: { failed: { minLength: 1, maxLength: 128 }, success: filled } },
};
