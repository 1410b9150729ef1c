import { Alert, AlertActionCloseButton, AlertActionLink, AlertGroup } from '@patternfly/react-core';
import { useSyncExternalStore } from 'react';
import { dismissToast, toastStore } from '../tasks/toasts';

/** The toasts of this plugin, in the corner the console uses for its own. */
export const ToastList = () => {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.snapshot);
  if (toasts.length === 0) return null;
  return (
    <AlertGroup isToast isLiveRegion>
      {toasts.map((toast) => (
        <Alert
          key={toast.key}
          component="h2"
          variant={toast.variant}
          title={toast.title}
          timeout={toast.variant === 'danger' ? false : 8000}
          onTimeout={() => dismissToast(toast.key)}
          actionClose={<AlertActionCloseButton title={toast.title} onClose={() => dismissToast(toast.key)} />}
          actionLinks={
            toast.action && (
              <AlertActionLink onClick={() => (toast.action?.run(), dismissToast(toast.key))}>{toast.action.label}</AlertActionLink>
            )
          }
        >
          {toast.lines?.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Alert>
      ))}
    </AlertGroup>
  );
};
