import {
  Divider,
  MenuSearch,
  MenuSearchInput,
  MenuToggle,
  SearchInput,
  Select,
  SelectList,
  SelectOption,
} from '@patternfly/react-core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ALL_NAMESPACES, useActiveNamespace } from '../../console-sdk/active-namespace';
import styles from './ProjectSelector.module.css';
import type { Projects } from './projects';
import { listProjects } from './projects';

/** Chooses the project the pages show. The list is asked anew whenever it opens. */
export const ProjectSelector = () => {
  const { t } = useTranslation('host');
  const [active, setActive] = useActiveNamespace();
  const [isOpen, setOpen] = useState(false);
  const [filter, setFilter] = useState('');
  const [projects, setProjects] = useState<Projects>({ names: [] });

  useEffect(() => {
    if (!isOpen) return undefined;
    let isGone = false;
    void listProjects().then((answer) => {
      if (!isGone) setProjects(answer);
    });
    return () => {
      isGone = true;
    };
  }, [isOpen]);

  const wanted = filter.trim();
  const shown = projects.names.filter((each) => each.includes(wanted.toLowerCase()));
  // Who may not list projects can still name one.
  const isUnlisted = projects.refusal !== undefined && wanted !== '';
  const title = active === ALL_NAMESPACES ? t('All projects') : active;

  const choose = (namespace: string): void => {
    setActive(namespace);
    setOpen(false);
    setFilter('');
  };

  return (
    <Select
      isOpen={isOpen}
      onOpenChange={setOpen}
      selected={active}
      onSelect={(_event, value) => choose(String(value))}
      isScrollable
      popperProps={{ appendTo: 'inline' }}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          className={styles.toggle}
          data-test="project-selector"
          aria-label={t('Project: {{name}}', { name: title })}
          isExpanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {t('Project: {{name}}', { name: title })}
        </MenuToggle>
      )}
    >
      <MenuSearch>
        <MenuSearchInput>
          <SearchInput
            aria-label={t('Filter projects')}
            placeholder={t('Filter projects')}
            value={filter}
            onChange={(_event, value) => setFilter(value)}
            onClear={() => setFilter('')}
          />
        </MenuSearchInput>
      </MenuSearch>
      <Divider />
      <SelectList aria-label={t('Projects')}>
        {wanted === '' && projects.refusal === undefined && (
          <SelectOption value={ALL_NAMESPACES} data-test="project-all">
            {t('All projects')}
          </SelectOption>
        )}
        {shown.map((each) => (
          <SelectOption key={each} value={each} data-test={`project-${each}`}>
            {each}
          </SelectOption>
        ))}
        {isUnlisted && <SelectOption value={wanted}>{t('Go to {{name}}', { name: wanted })}</SelectOption>}
        {projects.refusal !== undefined && wanted === '' && (
          <SelectOption isDisabled value="" description={projects.refusal}>
            {t('Type the name of a project')}
          </SelectOption>
        )}
        {shown.length === 0 && !isUnlisted && wanted !== '' && (
          <SelectOption isDisabled value="">
            {t('No project matches')}
          </SelectOption>
        )}
      </SelectList>
    </Select>
  );
};
