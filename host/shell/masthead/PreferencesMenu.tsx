import { DropdownGroup, DropdownItem, DropdownList } from '@patternfly/react-core';
import CogIcon from '@patternfly/react-icons/dist/esm/icons/cog-icon';
import { useTranslation } from 'react-i18next';
import { changeLanguage, LANGUAGES } from '../i18n';
import { setTheme, THEMES, useTheme } from '../theme';
import type { Theme } from '../theme';
import { MastheadMenu } from './MastheadMenu';

/** Theme and language. */
export const PreferencesMenu = () => {
  const { t, i18n } = useTranslation('host');
  const theme = useTheme();
  const themeNames: Record<Theme, string> = { light: t('Light'), dark: t('Dark'), systemDefault: t('As the system') };
  return (
    <MastheadMenu label={t('Theme and language')} test="preferences-menu" icon={<CogIcon />}>
      <DropdownGroup label={t('Theme')} labelHeadingLevel="h2">
        <DropdownList>
          {THEMES.map((each) => (
            <DropdownItem key={each} data-test={`theme-${each}`} isSelected={each === theme} onClick={() => setTheme(each)}>
              {themeNames[each]}
            </DropdownItem>
          ))}
        </DropdownList>
      </DropdownGroup>
      <DropdownGroup label={t('Language')} labelHeadingLevel="h2">
        <DropdownList>
          {Object.entries(LANGUAGES).map(([code, name]) => (
            <DropdownItem
              key={code}
              data-test={`language-${code}`}
              isSelected={code === i18n.language}
              onClick={() => void changeLanguage(code)}
            >
              <span lang={code}>{name}</span>
            </DropdownItem>
          ))}
        </DropdownList>
      </DropdownGroup>
    </MastheadMenu>
  );
};
