import type { ResourceIconProps } from '@openshift-console/dynamic-plugin-sdk';
import styles from './ResourceIcon.module.css';
import { abbreviate, parseReference } from './resource-paths';

/** The badge that stands for a kind. */
export const ResourceIcon = ({ className, kind, groupVersionKind }: ResourceIconProps) => {
  const name = groupVersionKind?.kind ?? parseReference(kind ?? '')?.kind;
  if (name === undefined) return null;
  return (
    <span className={[styles.badge, className].filter(Boolean).join(' ')} title={name}>
      {abbreviate(name)}
    </span>
  );
};
