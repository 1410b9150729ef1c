import { Icon } from './Icon';
import styles from './kebab-button.module.css';

interface KebabButtonProps {
  label: string;
  onOpen(): void;
  /** After its menu has closed the focus comes back here. */
  takesFocus?: boolean;
}

/** Looks like the toggle of a menu and is a plain button: a table in motion draws many, and few are ever opened. */
export const KebabButton = ({ label, onOpen, takesFocus = false }: KebabButtonProps) => (
  <button
    type="button"
    autoFocus={takesFocus}
    className={styles.kebab}
    aria-label={label}
    aria-haspopup="menu"
    aria-expanded={false}
    onClick={onOpen}
  >
    <Icon name="kebab" />
  </button>
);
