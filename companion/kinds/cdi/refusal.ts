import type { StatusCause } from '../../../contracts/objects';
import { ApiError } from '../../lib/api-error';

/** CDI's form: an empty reason, two blanks before the messages, one between them. */
export function cdiDenied(webhook: string, causes: StatusCause[]): ApiError {
  const words = causes.map((cause) => cause.message ?? '').join(' ');
  return new ApiError(422, '', `admission webhook "${webhook}" denied the request:  ${words}`, { causes });
}

export const DATA_VOLUME_WEBHOOK = 'datavolume-validate.cdi.kubevirt.io';
export const DATA_IMPORT_CRON_WEBHOOK = 'dataimportcron-validate.cdi.kubevirt.io';
