import { isDeepStrictEqual } from 'node:util';
import type { StatusCause } from '../../../contracts/objects';
import type { AdmissionRequest } from '../definition';
import { duplicate, invalid, required, when } from '../kubevirt/validate/causes';
import { at, type Fields, isFields, text } from '../read';
import { dataVolumeCauses } from './data-volume-rules';
import { cdiDenied, DATA_IMPORT_CRON_WEBHOOK } from './refusal';
import { isSchedule } from './schedule';

function templateCauses(spec: Fields): StatusCause[] {
  const template = at(spec, 'template', 'spec');
  if (!isFields(template)) return [required('spec.Template', 'Missing source')];
  const source = isFields(template.source) ? template.source : {};
  const unsettable = ['sourceRef', 'contentType', 'checkpoints', 'finalCheckpoint'].some((member) => template[member] !== undefined);
  if (!isFields(source.registry) && !isFields(source.pvc)) return [required('spec.Template', 'Missing source')];
  if (unsettable) return [invalid('spec.Template', 'Unsettable fields: SourceRef, ContentType, Checkpoints, FinalCheckpoint')];
  return dataVolumeCauses(template, 'Template');
}

function createCauses(spec: Fields): StatusCause[] {
  const keep = spec.importsToKeep;
  const collect = text(spec, 'garbageCollect');
  return [
    ...templateCauses(spec),
    ...when(!isSchedule(text(spec, 'schedule')), () => invalid('spec.Schedule', 'Illegal cron schedule')),
    ...when(typeof keep === 'number' && keep < 0, () => invalid('spec.ImportsToKeep', 'Illegal ImportsToKeep value')),
    ...when(!['', 'Never', 'Outdated'].includes(collect), () => invalid('spec.GarbageCollect', 'Illegal GarbageCollect value')),
    ...when(!text(spec, 'managedDataSource'), () => invalid('spec.ManagedDataSource', 'Illegal ManagedDataSource value')),
  ];
}

/** Refuses a DataImportCron as CDI's webhook does. */
export function validateDataImportCron({ object, oldObject, operation, subresource, internal }: AdmissionRequest): void {
  if (subresource || operation === 'DELETE' || !isFields(object.spec)) return;
  if (operation === 'UPDATE') {
    // The registry of the built-in guest moves with the companion's port.
    if (internal || isDeepStrictEqual(object.spec, oldObject?.spec)) return;
    throw cdiDenied(DATA_IMPORT_CRON_WEBHOOK, [duplicate('DataImportCron.Spec', 'Cannot update DataImportCron Spec')]);
  }
  const long = object.metadata.name.length > 63;
  const causes = [...when(long, () => ({ message: 'Name cannot be longer than 63 characters' })), ...createCauses(object.spec)];
  if (causes.length > 0) throw cdiDenied(DATA_IMPORT_CRON_WEBHOOK, causes);
}
