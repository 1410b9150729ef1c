import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { virtSubresourcePath } from '../../../contracts/kinds';
import { getBlob } from '../../k8s/client';
import { Icon } from '../ui/Icon';
import styles from './vm-screen.module.css';

const REFRESH_MS = 5000;

/** CSP forbids images from blob URLs: the picture travels as a data URL. */
function asDataUrl(blob: Blob): Promise<string> {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => (typeof reader.result === 'string' ? done(reader.result) : fail(new Error('not a picture')));
    reader.onerror = () => fail(reader.error ?? new Error('not a picture'));
    reader.readAsDataURL(blob);
  });
}

/** True while the element is in sight and the tab is in front. */
function useInSight(element: HTMLElement | null): boolean {
  const [inSight, setInSight] = useState(false);
  useEffect(() => {
    if (!element || typeof IntersectionObserver === 'undefined') return undefined;
    const observer = new IntersectionObserver(([entry]) => setInSight(entry?.isIntersecting === true));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return inSight;
}

interface VmScreenProps {
  namespace: string;
  name: string;
  /** Only a running machine has a screen to take a picture of. */
  running: boolean;
}

/** A picture of the screen by the screenshot subresource, taken anew only while it is seen; never a VNC session. */
export const VmScreen = ({ namespace, name, running }: VmScreenProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const [element, setElement] = useState<HTMLElement | null>(null);
  const inSight = useInSight(element);
  const [picture, setPicture] = useState<string>();
  const failed = useRef(0);
  useEffect(() => {
    if (!running) setPicture(undefined);
    if (!inSight || !running) return undefined;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = async () => {
      try {
        if (!document.hidden) {
          const path = virtSubresourcePath('virtualmachineinstances', namespace, name, 'vnc/screenshot');
          setPicture(await asDataUrl(await getBlob(path, {}, abort.signal)));
          failed.current = 0;
        }
      } catch {
        failed.current += 1;
      }
      if (!abort.signal.aborted) timer = setTimeout(() => void take(), REFRESH_MS * (1 + failed.current));
    };
    void take();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [inSight, running, namespace, name]);
  return (
    <span ref={setElement} className={styles.screen}>
      {picture === undefined ? <Icon name={running ? 'console' : 'off'} /> : <img src={picture} alt={t('Screen of {{name}}', { name })} />}
    </span>
  );
};
