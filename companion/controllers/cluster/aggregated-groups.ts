import type { AggregatedGroup } from './api-services';

const of = (group: string, versions: string[], namespace: string, name: string): AggregatedGroup[] => versions.map((version) => ({ group, version, service: { name, namespace } }));

/** What is no part of the API server on a real cluster: KubeVirt's and CDI's own servers, and OpenShift's. */
export function aggregatedGroups(): AggregatedGroup[] {
  const openshift = ['oauth.openshift.io', 'user.openshift.io'].flatMap((group) => of(group, ['v1'], 'openshift-oauth-apiserver', 'api'));
  return [
    ...of('subresources.kubevirt.io', ['v1', 'v1alpha3'], 'kubevirt', 'virt-api'),
    ...of('upload.cdi.kubevirt.io', ['v1beta1'], 'cdi', 'cdi-api'),
    ...['project.openshift.io', 'template.openshift.io'].flatMap((group) => of(group, ['v1'], 'openshift-apiserver', 'api')),
    ...openshift,
  ];
}
