import type { ReactNode } from 'react';
import { Icon } from './Icon';
import styles from './status-label.module.css';

export type Tone = 'success' | 'info' | 'warning' | 'danger' | 'custom' | 'neutral';

/**
 * A status: icon and words, never colour alone. PatternFly's Icon brings some sixty custom properties along, which a table
 * in motion pays for in every row: its tokens are used directly.
 */
export const StatusLabel = ({ tone, icon, children }: { tone: Tone; icon: string; children: ReactNode }) => (
  <span className={styles.status}>
    <span className={styles.icon} data-tone={tone}>
      <Icon name={icon} />
    </span>
    <span className={styles.words}>{children}</span>
  </span>
);
