import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../k8s/api-error';
import { toastStore } from '../tasks/toasts';
import { Field } from './Field';
import { FormDialog } from './FormDialog';

afterEach(cleanup);
vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: (key: string) => key }) }));

/** A server that answers when the test says so. */
function slowServer() {
  let answer = (): void => undefined;
  let refuse: (thrown: Error) => void = () => undefined;
  const send = vi.fn(
    () =>
      new Promise<void>((done, fail) => {
        answer = done;
        refuse = fail;
      }),
  );
  return { send, answer: () => answer(), refuse: (thrown: Error) => refuse(thrown) };
}

function opened(onSubmit: () => Promise<unknown> | void, rest: { canSubmit?: boolean; problem?: string } = {}) {
  const onClose = vi.fn();
  const view = render(
    <FormDialog title="Rename" submitLabel="Save" canSubmit={rest.canSubmit ?? true} onSubmit={onSubmit} onClose={onClose}>
      <Field id="new-name" label="Name" value="old" problem={rest.problem} onChange={() => undefined} />
    </FormDialog>,
  );
  return { onClose, ...view };
}

const form = () => screen.getByRole('textbox', { name: 'Name' }).closest('form') ?? document.body;
const button = () => screen.getByRole('button', { name: /Save/ });

describe('a dialog with a form', () => {
  it('has the focus on its first field, with the text selected', () => {
    opened(() => undefined);
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' });
    expect(document.activeElement).toBe(field);
    expect([field.selectionStart, field.selectionEnd]).toEqual([0, 3]);
  });

  it('submits on Enter, closes when the server has answered and not before', async () => {
    const server = slowServer();
    const { onClose } = opened(server.send);
    fireEvent.submit(form());
    expect(server.send).toHaveBeenCalledOnce();
    await waitFor(() => expect(button().getAttribute('disabled')).not.toBeNull());
    expect(onClose).not.toHaveBeenCalled();
    server.answer();
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  });

  it('sends once however often it is clicked', () => {
    const server = slowServer();
    opened(server.send);
    for (let times = 0; times < 3; times += 1) fireEvent.submit(form());
    expect(server.send).toHaveBeenCalledOnce();
  });

  it('does not submit while something is wrong, and says what beside its field', () => {
    const send = vi.fn();
    opened(send, { canSubmit: false, problem: 'This name is taken.' });
    fireEvent.submit(form());
    expect(send).not.toHaveBeenCalled();
    const described = screen.getByRole('textbox', { name: 'Name' }).getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(described)?.textContent).toContain('This name is taken.');
  });

  it('stays open with the words of the server, and can be sent again', async () => {
    const server = slowServer();
    const { onClose } = opened(server.send);
    fireEvent.submit(form());
    server.refuse(new ApiError(409, 'Conflict', 'Operation cannot be fulfilled: VM is not running'));
    expect(await screen.findByText('Operation cannot be fulfilled: VM is not running')).toBeTruthy();
    expect(onClose).not.toHaveBeenCalled();
    fireEvent.submit(form());
    expect(server.send).toHaveBeenCalledTimes(2);
  });

  it('closes on Escape', () => {
    const { onClose } = opened(() => undefined);
    fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
    expect(onClose).toHaveBeenCalled();
  });

  it('tells by a toast of a refusal that comes after it was closed', async () => {
    const server = slowServer();
    const { unmount, onClose } = opened(server.send);
    fireEvent.submit(form());
    unmount();
    server.refuse(new Error('too late'));
    await waitFor(() => expect(toastStore.snapshot().at(-1)?.lines).toEqual(['too late']));
    expect(onClose).not.toHaveBeenCalled();
  });
});
