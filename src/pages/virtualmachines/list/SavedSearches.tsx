import { Button, Divider, Dropdown, DropdownGroup, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../../components/ui/Icon';
import { openDialog } from '../../../state/dialogs';
import type { SavedSearch, SearchPreferences } from '../../../state/list-preferences';

interface SavedSearchesProps {
  text: string;
  onText(text: string): void;
  searches: SearchPreferences;
  onChange(change: (before: SearchPreferences) => SearchPreferences): void;
}

/** Named searches, the last few, and which one a fresh list begins with. */
export const SavedSearches = ({ text, onText, searches, onChange }: SavedSearchesProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const [open, setOpen] = useState(false);
  const save = (search: SavedSearch) =>
    onChange((before) => ({ ...before, saved: [...before.saved.filter((each) => each.name !== search.name), search] }));
  const remove = ({ name, query }: SavedSearch) =>
    onChange((before) => ({
      ...before,
      saved: before.saved.filter((each) => each.name !== name),
      favourite: before.favourite === query ? '' : before.favourite,
    }));
  const favour = (query: string) => onChange((before) => ({ ...before, favourite: before.favourite === query ? '' : query }));
  const item = (search: SavedSearch) => (
    <DropdownItem
      key={search.name}
      description={search.description || search.query}
      onClick={() => onText(search.query)}
      actions={
        <>
          <Button
            variant="plain"
            aria-label={t('Begin the list with {{name}}', { name: search.name })}
            aria-pressed={searches.favourite === search.query}
            icon={<Icon name={searches.favourite === search.query ? 'star' : 'starOutline'} />}
            onClick={(event) => (event.stopPropagation(), favour(search.query))}
          />
          <Button
            variant="plain"
            aria-label={t('Delete the search {{name}}', { name: search.name })}
            icon={<Icon name="trash" />}
            onClick={(event) => (event.stopPropagation(), remove(search))}
          />
        </>
      }
    >
      {search.name}
    </DropdownItem>
  );
  return (
    <Dropdown
      isOpen={open}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      toggle={(toggle) => (
        <MenuToggle
          ref={toggle}
          variant="plain"
          aria-label={t('Saved searches')}
          isExpanded={open}
          onClick={() => setOpen(!open)}
          data-test="saved-searches"
        >
          <Icon name="history" />
        </MenuToggle>
      )}
    >
      <DropdownList>
        <DropdownItem
          isDisabled={text.trim() === ''}
          icon={<Icon name="star" />}
          onClick={() => openDialog('save-search', { query: text, onSave: save })}
        >
          {t('Save this search')}
        </DropdownItem>
      </DropdownList>
      {searches.saved.length > 0 && (
        <DropdownGroup label={t('Saved searches')}>
          <DropdownList>{searches.saved.map(item)}</DropdownList>
        </DropdownGroup>
      )}
      {searches.recent.length > 0 && <Divider component="li" />}
      {searches.recent.length > 0 && (
        <DropdownGroup label={t('Recent searches')}>
          <DropdownList>
            {searches.recent.map((query) => (
              <DropdownItem key={query} onClick={() => onText(query)}>
                {query}
              </DropdownItem>
            ))}
          </DropdownList>
        </DropdownGroup>
      )}
    </Dropdown>
  );
};
