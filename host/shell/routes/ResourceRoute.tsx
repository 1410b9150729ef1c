import { useExtensions } from '@openshift/dynamic-plugin-sdk';
import type { ResourceDetailsPage, ResourceListPage } from '@openshift-console/dynamic-plugin-sdk';
import { isResourceDetailsPage, isResourceListPage } from '@openshift-console/dynamic-plugin-sdk/lib/extensions/pages';
import { useParams } from 'react-router';
import { parseReference } from '../../console-sdk/resource-paths';
import { NotFoundPage } from '../NotFoundPage';
import { PluginPage } from './PluginPage';

/** The paths of `console.page/resource/list` and `/details`: the kind is part of the path. */
export const RESOURCE_LIST_PATHS = ['/k8s/ns/:ns/:plural', '/k8s/all-namespaces/:plural', '/k8s/cluster/:plural'];
export const RESOURCE_DETAILS_PATHS = ['/k8s/ns/:ns/:plural/:name/*', '/k8s/cluster/:plural/:name/*'];

/** A list or details page a plugin registered for the kind in the path. */
export const ResourceRoute = () => {
  const { ns, plural = '', name } = useParams();
  const lists = useExtensions<ResourceListPage>(isResourceListPage);
  const details = useExtensions<ResourceDetailsPage>(isResourceDetailsPage);
  const reference = parseReference(plural);
  const found = (name === undefined ? lists : details).find(({ properties: { model } }) => {
    if (!reference || model.kind !== reference.kind || model.group !== (reference.group ?? '')) return false;
    return model.version === undefined || model.version === reference.version;
  });
  if (!found || !reference) return <NotFoundPage />;
  const { group = '', version, kind } = reference;
  const pageProps = { namespace: ns ?? '', model: { group, version, kind } };
  return <PluginPage key={found.uid} uid={found.uid} load={found.properties.component} pageProps={pageProps} />;
};
