import { ResourceLink } from '@openshift-console/dynamic-plugin-sdk';
import type { KindRef } from '../../contracts/kinds';
import type { KubeObject } from '../../contracts/objects';

interface ObjectLinkProps {
  kind: KindRef<KubeObject>;
  name: string;
  namespace?: string | undefined;
}

/** The name of an object behind the badge of its kind; a link where the host has a page for it. */
export const ObjectLink = ({ kind, name, namespace }: ObjectLinkProps) => (
  <ResourceLink
    groupVersionKind={{ group: kind.group, version: kind.version, kind: kind.kind }}
    name={name}
    {...(namespace !== undefined && { namespace })}
    inline
  />
);
