import { DropdownGroup, DropdownItem, DropdownList } from '@patternfly/react-core';
import UserIcon from '@patternfly/react-icons/dist/esm/icons/user-icon';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MastheadMenu } from './MastheadMenu';
import styles from './UserMenu.module.css';
import type { Who } from './who';
import { askWho, become } from './who';

/** Who is at work, and where the server allows it, as whom else one may look at things. */
export const UserMenu = () => {
  const { t } = useTranslation('host');
  const [who, setWho] = useState<Who>({ name: undefined, users: [] });

  useEffect(() => {
    let isGone = false;
    void askWho().then((answer) => {
      if (!isGone) setWho(answer);
    });
    return () => {
      isGone = true;
    };
  }, []);

  const name = who.name ?? t('Unknown user');
  return (
    <MastheadMenu
      label={t('User menu of {{name}}', { name })}
      test="user-menu"
      icon={<UserIcon />}
      text={<span className={styles.name}>{name}</span>}
    >
      <DropdownGroup label={who.users.length > 1 ? t('Act as') : t('Signed in as')} labelHeadingLevel="h2">
        <DropdownList>
          {(who.users.length > 1 ? who.users : [name]).map((each) => (
            <DropdownItem
              key={each}
              data-test={`user-${each}`}
              isSelected={each === who.name}
              onClick={() => each !== who.name && void become(each)}
            >
              {each}
            </DropdownItem>
          ))}
        </DropdownList>
      </DropdownGroup>
    </MastheadMenu>
  );
};
