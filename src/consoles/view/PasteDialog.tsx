import {
  Alert,
  Button,
  Form,
  FormGroup,
  FormSelect,
  FormSelectOption,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  Progress,
  TextArea,
} from '@patternfly/react-core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keyboardLayout, keyboardLayouts } from '../vnc/keyboard-layouts';
import { planTyping } from '../vnc/typing';
import type { AnyConsole } from './console-objects';

export interface PasteDialogProps {
  console: AnyConsole;
  /** What the clipboard held; undefined when the browser did not let us read it. */
  initialText: string | undefined;
  layout: string;
  onLayout(layout: string): void;
  onClose(): void;
  appendTo(): HTMLElement;
}

/** Shows what will be sent before it is sent: a screen gets it key by key, a terminal as it is. */
export function PasteDialog({ console: opened, initialText, layout, onLayout, onClose, appendTo }: PasteDialogProps) {
  const { t } = useTranslation('plugin__virtdeck');
  const [text, setText] = useState(initialText ?? '');
  const [done, setDone] = useState<number>();
  const typing = useRef<AbortController>();
  useEffect(() => () => typing.current?.abort(), []);
  const vnc = opened.kind === 'vnc';
  const plan = useMemo(() => planTyping(text, keyboardLayout(layout)), [text, layout]);
  const send = async () => {
    if (opened.kind === 'serial') opened.paste(text);
    else {
      typing.current = new AbortController();
      await opened.screen.type(plan.strokes, typing.current.signal, setDone);
    }
    onClose();
    opened.focus();
  };
  return (
    <Modal isOpen onClose={onClose} variant="medium" appendTo={appendTo} aria-labelledby="virtdeck-paste-title">
      <ModalHeader
        title={t('Paste text')}
        labelId="virtdeck-paste-title"
        description={vnc ? t('The text is typed on the keyboard of the guest.') : undefined}
      />
      <ModalBody>
        <Form onSubmit={(event) => event.preventDefault()}>
          {initialText === undefined && (
            <Alert
              component="h2"
              isInline
              variant="info"
              title={t('The browser does not let this page read the clipboard. Paste the text below.')}
            />
          )}
          <FormGroup label={t('Text')} fieldId="virtdeck-paste-text">
            <TextArea
              id="virtdeck-paste-text"
              value={text}
              rows={6}
              resizeOrientation="vertical"
              onChange={(_event, value) => setText(value)}
              autoFocus
            />
          </FormGroup>
          {vnc && (
            <FormGroup label={t('Keyboard layout of the guest')} fieldId="virtdeck-paste-layout">
              <FormSelect id="virtdeck-paste-layout" value={layout} onChange={(_event, value) => onLayout(value)}>
                {keyboardLayouts.map((each) => (
                  <FormSelectOption key={each.id} value={each.id} label={each.name} />
                ))}
              </FormSelect>
            </FormGroup>
          )}
          {vnc && plan.unsupported.length > 0 && (
            <Alert
              component="h2"
              isInline
              variant="warning"
              title={t('This keyboard cannot type: {{characters}}', {
                characters: plan.unsupported.join(' '),
              })}
            >
              {t('These characters are left out.')}
            </Alert>
          )}
          {done !== undefined && (
            <Progress value={done} max={Math.max(1, plan.strokes.length)} title={t('Typing')} measureLocation="none" />
          )}
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button variant="primary" isDisabled={text === '' || done !== undefined} onClick={() => void send()}>
          {vnc ? t('Type text') : t('Paste')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {done === undefined ? t('Cancel') : t('Stop')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
