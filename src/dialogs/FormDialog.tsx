import { Button, Form, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useEffect, useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../components/ui/ErrorNotice';
import { toFailure } from '../k8s/api-error';
import type { ApiFailure } from '../k8s/types';
import { addToast } from '../tasks/toasts';
import { CommandLine } from './CommandLine';

interface FormDialogProps {
  title: string;
  description?: ReactNode;
  submitLabel: string;
  canSubmit?: boolean;
  danger?: boolean;
  wide?: boolean;
  /** The kubectl or virtctl line that does the same. */
  command?: string | undefined;
  /** The dialog closes when it resolves, and shows what it rejects with. */
  onSubmit(): Promise<unknown> | void;
  onClose(): void;
  children: ReactNode;
}

const FIELDS = 'input:not([type="hidden"]):not(:disabled), select:not(:disabled), textarea:not(:disabled)';

/** Puts the focus on the first field as soon as the fields are there; a form without fields leaves it to the dialog. */
const FocusFirst = () => {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const field = place.current?.closest('form')?.querySelector<HTMLElement>(FIELDS);
    field?.focus();
    if (field instanceof HTMLInputElement && field.type === 'text') field.select();
  }, []);
  return <span ref={place} hidden />;
};

/** Sends once at a time. A refusal that comes after the dialog was closed is told by a toast instead. */
function useSubmit(onSubmit: () => Promise<unknown> | void, onClose: () => void, title: string) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiFailure>();
  const under = useRef(false);
  const open = useRef(true);
  useEffect(() => {
    open.current = true;
    return () => void (open.current = false);
  }, []);
  const submit = async () => {
    if (under.current) return;
    under.current = true;
    setBusy(true);
    setFailure(undefined);
    try {
      await onSubmit();
      if (open.current) onClose();
    } catch (thrown) {
      const refused = toFailure(thrown);
      if (open.current) setFailure(refused);
      else addToast({ variant: 'danger', title, lines: [refused.message] });
    }
    under.current = false;
    setBusy(false);
  };
  return { busy, failure, submit };
}

/** A dialog with a form: submits on Enter, stays open with the server's words when refused. */
export const FormDialog = (props: FormDialogProps) => {
  const { title, description, submitLabel, canSubmit = true, danger = false, wide = false, command, onSubmit, onClose, children } = props;
  const { t } = useTranslation('plugin__virtdeck');
  const id = useId();
  const { busy, failure, submit } = useSubmit(onSubmit, onClose, title);
  return (
    <Modal isOpen variant={wide ? 'medium' : 'small'} onClose={onClose} aria-labelledby={`${id}-title`}>
      <ModalHeader title={title} labelId={`${id}-title`} description={description} />
      <ModalBody>
        <Form
          id={`${id}-form`}
          onSubmit={(event) => {
            event.preventDefault();
            if (canSubmit) void submit();
          }}
        >
          {children}
          <FocusFirst />
          {command !== undefined && <CommandLine command={command} />}
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
