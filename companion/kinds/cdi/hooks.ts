import type { KindHooks } from '../definition';
import { validateDataImportCron } from './validate-data-import-cron';
import { validateDataVolume } from './validate-data-volume';

/** CDI's admission webhooks by the kinds they watch over. */
export const cdiHooks: Record<string, KindHooks> = {
  'datavolumes.cdi.kubevirt.io': { validate: validateDataVolume },
  'dataimportcrons.cdi.kubevirt.io': { validate: validateDataImportCron },
};
