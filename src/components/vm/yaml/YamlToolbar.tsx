import { Button, Switch } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './yaml-editor.module.css';

export interface YamlToolbarProps {
  create: boolean;
  readOnly: boolean;
  saving: boolean;
  canSave: boolean;
  dirty: boolean;
  onSave(): void;
  onReload?: (() => void) | undefined;
  onCancel?: (() => void) | undefined;
  onFind(): void;
  getText(): string;
  fileName: string;
  managedFields?: { shown: boolean; change(shown: boolean): void } | undefined;
}

function save(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** What can be done with the text. */
export function YamlToolbar(props: YamlToolbarProps) {
  const { t } = useTranslation('plugin__virtdeck');
  const [copied, setCopied] = useState('');
  const copy = () =>
    navigator.clipboard.writeText(props.getText()).then(
      () => setCopied(t('Copied')),
      () => setCopied(t('The browser does not allow to copy. Select the text and press Ctrl+C.')),
    );
  const unsaved = props.dirty || props.create;
  return (
    <div className={classes.bar} role="group" aria-label={t('Manifest')}>
      {!props.readOnly && (
        <Button isLoading={props.saving} isDisabled={props.saving || !props.canSave} onClick={props.onSave} data-test="yaml-save">
          {props.create ? t('Create') : t('Save')}
        </Button>
      )}
      {props.onReload && (
        <Button variant="secondary" isDisabled={!unsaved} onClick={props.onReload}>
          {t('Reload')}
        </Button>
      )}
      {props.onCancel && (
        <Button variant="link" onClick={props.onCancel}>
          {t('Cancel')}
        </Button>
      )}
      <span className={classes.grow} />
      {props.managedFields && (
        <Switch
          id="virtdeck-managed-fields"
          label={t('Managed fields')}
          isChecked={props.managedFields.shown}
          isDisabled={props.dirty}
          onChange={(_event, shown) => props.managedFields?.change(shown)}
        />
      )}
      <span role="status">{copied}</span>
      <Button variant="secondary" onClick={props.onFind}>
        {t('Find')}
      </Button>
      <Button variant="secondary" onClick={() => void copy()}>
        {t('Copy')}
      </Button>
      <Button variant="secondary" onClick={() => save(props.getText(), props.fileName)}>
        {t('Download')}
      </Button>
    </div>
  );
}
