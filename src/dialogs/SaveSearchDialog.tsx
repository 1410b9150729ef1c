import { FormGroup, TextInput } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedSearch } from '../state/list-preferences';
import { FormDialog } from './FormDialog';
import type { DialogProps } from './registry';

interface SaveSearchDialogProps extends DialogProps {
  query: string;
  onSave(search: SavedSearch): void;
}

/** Gives a search a name; the same name again replaces it. */
export const SaveSearchDialog = ({ query, onSave, onClose }: SaveSearchDialogProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  return (
    <FormDialog
      title={t('Save this search')}
      description={<code>{query}</code>}
      submitLabel={t('Save')}
      canSubmit={name.trim() !== ''}
      onSubmit={() => onSave({ name: name.trim(), description, query })}
      onClose={onClose}
    >
      <FormGroup label={t('Name')} isRequired fieldId="search-name">
        <TextInput id="search-name" isRequired value={name} onChange={(_, value) => setName(value)} />
      </FormGroup>
      <FormGroup label={t('Description')} fieldId="search-description">
        <TextInput id="search-description" value={description} onChange={(_, value) => setDescription(value)} />
      </FormGroup>
    </FormDialog>
  );
};

export default SaveSearchDialog;
