import type { QuickStart } from '@patternfly/quickstarts';
import { consoleFetchJSON } from '../../console-sdk/console-fetch';
import { discoverGroupVersion } from '../../console-sdk/discovery';

const GROUP = 'console.openshift.io';

/** The ConsoleQuickStart objects of the cluster; none where it does not know the kind. */
export async function listQuickStarts(): Promise<QuickStart[]> {
  const kinds = await discoverGroupVersion(GROUP, 'v1');
  if (!kinds.some((each) => each.kind === 'ConsoleQuickStart')) return [];
  const list = await consoleFetchJSON(`/api/kubernetes/apis/${GROUP}/v1/consolequickstarts`);
  const items: unknown = typeof list === 'object' && list !== null && 'items' in list ? list.items : undefined;
  return Array.isArray(items) ? items.filter(isQuickStart) : [];
}

function isQuickStart(value: unknown): value is QuickStart {
  if (typeof value !== 'object' || value === null || !('metadata' in value) || !('spec' in value)) return false;
  const { metadata, spec } = value;
  const isNamed = typeof metadata === 'object' && metadata !== null && 'name' in metadata && typeof metadata.name === 'string';
  return isNamed && typeof spec === 'object' && spec !== null && 'displayName' in spec && typeof spec.displayName === 'string';
}
