import { Icon } from './Icon';
import styles from './kebab-button.module.css';

interface KebabButtonProps {
  label: string;
  /** False where the keyboard opens the menu of what has the focus. */
  tabbable?: boolean;
  /** Called with the button, below which the menu belongs. */
  onOpen(button: HTMLElement): void;
}

/** Looks like the toggle of a menu and is a plain button: a table in motion draws many, and few are ever opened. */
export const KebabButton = ({ label, tabbable = true, onOpen }: KebabButtonProps) => (
  <button
    type="button"
    className={styles.kebab}
    aria-label={label}
    aria-haspopup="menu"
    tabIndex={tabbable ? undefined : -1}
    onClick={(event) => onOpen(event.currentTarget)}
  >
    <Icon name="kebab" />
  </button>
);
