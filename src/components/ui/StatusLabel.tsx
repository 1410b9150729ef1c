import { Icon as PatternFlyIcon } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { Icon } from './Icon';
import styles from './status-label.module.css';

export type Tone = 'success' | 'info' | 'warning' | 'danger' | 'custom' | 'neutral';

/** A status: icon and words, never colour alone. */
export const StatusLabel = ({ tone, icon, children }: { tone: Tone; icon: string; children: ReactNode }) => (
  <span className={styles.status} data-tone={tone}>
    <PatternFlyIcon {...(tone !== 'neutral' && { status: tone })}>
      <Icon name={icon} />
    </PatternFlyIcon>
    <span className={styles.words}>{children}</span>
  </span>
);
