import { isDeepStrictEqual } from 'node:util';
import { PersistentVolumeClaimKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import type { AdmissionRequest } from '../definition';
import { duplicate } from '../kubevirt/validate/causes';
import { isFields } from '../read';
import { dataVolumeCauses } from './data-volume-rules';
import { cdiDenied, DATA_VOLUME_WEBHOOK } from './refusal';

const LONGEST_NAME = 253;

/** A claim of that name that is neither the volume's own nor meant for it. */
function claimExists({ object, read }: AdmissionRequest): boolean {
  const { name, namespace, annotations = {} } = object.metadata;
  const claim = read.get(PersistentVolumeClaimKind, name, namespace);
  if (!claim) return false;
  const meant = annotations['cdi.kubevirt.io/allowClaimAdoption'] === 'true' || annotations['cdi.kubevirt.io/storage.prePopulated'] !== undefined;
  return !meant && claim.metadata.annotations?.['cdi.kubevirt.io/storage.populatedFor'] !== name;
}

const withoutCheckpoints = (object: UnknownObject | undefined) => {
  const spec = isFields(object?.spec) ? object.spec : {};
  return { ...spec, checkpoints: undefined, finalCheckpoint: undefined };
};

/** Refuses a DataVolume as CDI's webhook does. */
export function validateDataVolume(request: AdmissionRequest): void {
  const { object, oldObject, operation, subresource } = request;
  if (subresource || operation === 'DELETE' || !isFields(object.spec)) return;
  if (operation === 'UPDATE') {
    if (isDeepStrictEqual(withoutCheckpoints(object), withoutCheckpoints(oldObject))) return;
    throw cdiDenied(DATA_VOLUME_WEBHOOK, [duplicate('DataVolume.Spec', 'Cannot update DataVolume Spec')]);
  }
  const { name, namespace } = object.metadata;
  if (name.length > LONGEST_NAME) throw cdiDenied(DATA_VOLUME_WEBHOOK, [{ message: `Name cannot be longer than ${LONGEST_NAME} characters` }]);
  const causes = dataVolumeCauses(object.spec, 'spec');
  if (causes.length > 0) throw cdiDenied(DATA_VOLUME_WEBHOOK, causes);
  if (claimExists(request)) throw cdiDenied(DATA_VOLUME_WEBHOOK, [duplicate('DataVolume.Name', `Destination PVC ${namespace}/${name} already exists`)]);
}

