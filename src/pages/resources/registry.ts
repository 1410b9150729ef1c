import { bootableVolumes, dataImportCrons, dataSources } from './kinds/boot-sources';
import { instances } from './kinds/instances';
import { instanceTypes } from './kinds/instance-types';
import { migrationPolicies } from './kinds/migration-policies';
import { machineTemplates, templates } from './kinds/templates';
import type { ResourceSpec } from './resource-spec';

/** Every kind the generic pages show. A new one is a new row, and its paths in `console-extensions.json`. */
const specs: readonly ResourceSpec[] = [
  templates,
  ...machineTemplates,
  bootableVolumes,
  dataSources,
  dataImportCrons,
  ...instanceTypes,
  instances,
  migrationPolicies,
];

const byPage = new Map(specs.map((each) => [each.page, each]));

/** The kind a page shows, by the part of the URL that names it. */
export function specOf(page: string): ResourceSpec | undefined {
  return byPage.get(page);
}

/** The pages that stand beside each other as tabs, this one among them. */
export function familyOf(spec: ResourceSpec): readonly ResourceSpec[] {
  return spec.family === '' ? [spec] : specs.filter((each) => each.family === spec.family);
}
