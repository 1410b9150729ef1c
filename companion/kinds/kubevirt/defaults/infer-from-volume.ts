import { DataSourceKind, DataVolumeKind, PersistentVolumeClaimKind } from '../../../../contracts/kinds';
import { Labels } from '../../../../contracts/labels';
import type { KubeObject } from '../../../../contracts/objects';
import type { ObjectReader } from '../../../store/client';
import { webhookError } from '../webhooks';
import { at, type Fields, isFields, items, text } from '../../read';

type LabelsOf = Record<string, string> | undefined;

/** Labels of the first of these objects that carries the one looked for. */
function firstWith(label: string, ...objects: (KubeObject | undefined)[]): LabelsOf {
  return objects.find((object) => object?.metadata.labels?.[label])?.metadata.labels;
}

function labelsOfSource(read: ObjectReader, spec: unknown, namespace: string, label: string): LabelsOf {
  const reference = text(spec, 'sourceRef', 'name');
  if (reference) return firstWith(label, read.get(DataSourceKind, reference, text(spec, 'sourceRef', 'namespace') || namespace));
  const claim = text(spec, 'source', 'pvc', 'name');
  return claim ? firstWith(label, read.get(PersistentVolumeClaimKind, claim, text(spec, 'source', 'pvc', 'namespace') || namespace)) : undefined;
}

/** Where KubeVirt looks: the claim, the data volume or its template, what these are copied from. */
function labelsOfVolume(read: ObjectReader, machine: Fields, volume: Fields, namespace: string, label: string): LabelsOf {
  const claim = text(volume, 'persistentVolumeClaim', 'claimName');
  if (claim) return firstWith(label, read.get(PersistentVolumeClaimKind, claim, namespace));
  const name = text(volume, 'dataVolume', 'name');
  const template = items(machine, 'spec', 'dataVolumeTemplates').find((each) => text(each, 'metadata', 'name') === name);
  if (template) {
    const own = at(template, 'metadata', 'labels');
    if (isFields(own) && own[label]) return own as Record<string, string>;
    return labelsOfSource(read, template.spec, namespace, label);
  }
  const dataVolume = read.get(DataVolumeKind, name, namespace);
  return firstWith(label, dataVolume, read.get(PersistentVolumeClaimKind, name, namespace)) ?? labelsOfSource(read, dataVolume?.spec, namespace, label);
}

interface Inference {
  webhook: string;
  read: ObjectReader;
  machine: Fields;
  namespace: string;
}

/** Resolves `inferFromVolume` of the instance type or preference matcher by the labels behind the volume. */
export function inferMatcher({ webhook, read, machine, namespace }: Inference, member: 'instancetype' | 'preference'): void {
  const spec = machine.spec;
  const matcher = at(spec, member);
  if (!isFields(spec) || !isFields(matcher)) return;
  const volumeName = text(matcher, 'inferFromVolume');
  if (!volumeName) return;
  const label = member === 'instancetype' ? Labels.defaultInstancetype : Labels.defaultPreference;
  const kindLabel = member === 'instancetype' ? Labels.defaultInstancetypeKind : Labels.defaultPreferenceKind;
  try {
    const volume = items(spec, 'template', 'spec', 'volumes').find((each) => each.name === volumeName);
    if (!volume) throw webhookError(webhook, `unable to find volume ${volumeName} to infer defaults`);
    if (!isFields(volume.dataVolume) && !isFields(volume.persistentVolumeClaim)) {
      throw webhookError(webhook, `unable to infer defaults from volume ${volumeName} as type is not supported`);
    }
    const labels = labelsOfVolume(read, machine, volume, namespace, label);
    if (!labels?.[label]) throw webhookError(webhook, `unable to find required ${label} label on the volume`);
    matcher.name = labels[label];
    if (labels[kindLabel]) matcher.kind = labels[kindLabel];
    delete matcher.inferFromVolume;
    delete matcher.inferFromVolumeFailurePolicy;
  } catch (error) {
    if (text(matcher, 'inferFromVolumeFailurePolicy') !== 'Ignore') throw error;
    delete spec[member];
  }
}
