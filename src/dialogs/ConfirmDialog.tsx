import { Button, Form, FormGroup, Modal, ModalBody, ModalFooter, ModalHeader, TextInput } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../components/ui/ErrorNotice';
import { toFailure } from '../k8s/api-error';
import type { ApiFailure } from '../k8s/types';
import type { DialogProps } from './registry';

export interface ConfirmDialogProps extends DialogProps {
  title: string;
  body: string;
  confirmLabel: string;
  danger: boolean;
  /** Must be typed when there is no way back. */
  typedName?: string;
  /** The dialog closes when it resolves, and shows what it rejects with. */
  onConfirm(): Promise<void> | void;
}

/** Asks before data may be lost, and stays open with the server's words when it refuses. */
export const ConfirmDialog = ({ title, body, confirmLabel, danger, typedName, onConfirm, onClose }: ConfirmDialogProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiFailure>();
  const ready = typedName === undefined || typed === typedName;
  const confirm = async () => {
    if (!ready || busy) return;
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } catch (thrown) {
      setFailure(toFailure(thrown));
      setBusy(false);
    }
  };
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="virtdeck-confirm-title" aria-describedby="virtdeck-confirm-body">
      <ModalHeader title={title} labelId="virtdeck-confirm-title" {...(danger && { titleIconVariant: 'warning' })} />
      <ModalBody id="virtdeck-confirm-body">
        <p>{body}</p>
        {typedName !== undefined && (
          <Form onSubmit={(event) => (event.preventDefault(), void confirm())}>
            <FormGroup label={t('Type {{name}} to confirm', { name: typedName })} fieldId="virtdeck-confirm-typed">
              <TextInput id="virtdeck-confirm-typed" data-test="confirm-typed" value={typed} onChange={(_, value) => setTyped(value)} />
            </FormGroup>
          </Form>
        )}
        {failure && <ErrorNotice title={t('The server refused')} failure={failure} />}
      </ModalBody>
      <ModalFooter>
        <Button
          data-test="confirm"
          variant={danger ? 'danger' : 'primary'}
          isDisabled={!ready || busy}
          isLoading={busy}
          onClick={() => void confirm()}
        >
          {confirmLabel}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
};

export default ConfirmDialog;
