import { Button, Form, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../components/ui/ErrorNotice';
import { toFailure } from '../k8s/api-error';
import type { ApiFailure } from '../k8s/types';

interface FormDialogProps {
  title: string;
  description?: ReactNode;
  submitLabel: string;
  canSubmit?: boolean;
  danger?: boolean;
  wide?: boolean;
  /** The dialog closes when it resolves, and shows what it rejects with. */
  onSubmit(): Promise<unknown> | void;
  onClose(): void;
  children: ReactNode;
}

/** A dialog with a form: submits on Enter, stays open with the server's words when refused. */
export const FormDialog = ({
  title,
  description,
  submitLabel,
  canSubmit = true,
  danger = false,
  wide = false,
  onSubmit,
  onClose,
  children,
}: FormDialogProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiFailure>();
  const submit = async () => {
    if (!canSubmit || busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await onSubmit();
      onClose();
    } catch (thrown) {
      setFailure(toFailure(thrown));
      setBusy(false);
    }
  };
  return (
    <Modal isOpen variant={wide ? 'medium' : 'small'} onClose={onClose} aria-labelledby={`${id}-title`}>
      <ModalHeader title={title} labelId={`${id}-title`} description={description} />
      <ModalBody>
        <Form
          id={`${id}-form`}
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          {children}
          {failure && <ErrorNotice title={t('The server refused')} failure={failure} />}
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button
          type="submit"
          form={`${id}-form`}
          data-test="dialog-submit"
          variant={danger ? 'danger' : 'primary'}
          isDisabled={!canSubmit || busy}
          isLoading={busy}
        >
          {submitLabel}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
};
