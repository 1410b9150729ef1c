import { useEffect, useState } from 'react';
import { virtSubresourcePath } from '../../../../../contracts/kinds';
import { toFailure } from '../../../../k8s/api-error';
import { getBlob } from '../../../../k8s/client';

const interval = 10_000;

export interface Screenshot {
  /** A `data:` address: the console's content security policy allows no `blob:` pictures. */
  address: string | undefined;
  error: string | undefined;
}

function dataAddress(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : '');
    reader.onerror = () => reject(reader.error ?? new Error('unreadable picture'));
    reader.readAsDataURL(blob);
  });
}

/** A picture of the screen every few seconds while the page is seen. It does not take the one VNC session of the guest. */
export function useScreenshot(namespace: string, name: string, enabled: boolean): Screenshot {
  const [shot, setShot] = useState<Screenshot>({ address: undefined, error: undefined });
  useEffect(() => {
    setShot({ address: undefined, error: undefined });
    if (!enabled) return;
    const leaving = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = async () => {
      if (document.visibilityState === 'visible') {
        try {
          const path = virtSubresourcePath('virtualmachineinstances', namespace, name, 'vnc/screenshot');
          const address = await dataAddress(await getBlob(path, { moveCursor: false }, leaving.signal));
          if (!leaving.signal.aborted) setShot({ address, error: undefined });
        } catch (thrown) {
          if (!leaving.signal.aborted) setShot((before) => ({ ...before, error: toFailure(thrown).message }));
        }
      }
      if (!leaving.signal.aborted) timer = setTimeout(() => void take(), interval);
    };
    void take();
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [namespace, name, enabled]);
  return shot;
}
