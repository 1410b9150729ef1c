import type { ResourceLinkProps } from '@openshift-console/dynamic-plugin-sdk';
import { Link } from 'react-router';
import { useIsKnownPath } from './known-paths';
import styles from './ResourceIcon.module.css';
import { ResourceIcon } from './ResourceIcon';
import { parseReference, resourcePath } from './resource-paths';

/** The name of an object behind its kind's badge: a link where this host has a page for it, plain text where not. */
export const ResourceLink = (props: ResourceLinkProps) => {
  const { kind, groupVersionKind, name, namespace, displayName, linkTo = true, hideIcon, inline, children } = props;
  const reference = groupVersionKind ?? parseReference(kind ?? '');
  const path = reference && name ? resourcePath(reference, name, namespace) : undefined;
  const isKnown = useIsKnownPath(path);
  const label = displayName ?? name;
  return (
    <span className={[styles.link, inline ? '' : styles.block, props.className].filter(Boolean).join(' ')}>
      {!hideIcon && <ResourceIcon kind={kind} groupVersionKind={groupVersionKind} />}
      {path !== undefined && linkTo && isKnown ? (
        <Link className={styles.name} to={path} title={props.title} data-test={props.dataTest} onClick={props.onClick}>
          {label}
        </Link>
      ) : (
        <span className={styles.name} title={props.title} data-test={props.dataTest}>
          {label}
        </span>
      )}
      {children}
    </span>
  );
};
