import { Alert } from '@patternfly/react-core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConsoleBar } from './ConsoleBar';
import { ConsoleNotice } from './ConsoleNotice';
import type { StartVerb } from './ConsoleNotice';
import type { AnyConsole, ConsoleKind, VmPlace } from './console-objects';
import classes from './ConsoleView.module.css';
import { MoreMenu } from './MoreMenu';
import { PasteDialog } from './PasteDialog';
import { useConsolePreferences } from './preferences';
import { useConsole } from './use-console';
import { useFullScreen } from './use-full-screen';
import { useReleaseKeys } from './use-release-keys';

export interface ConsoleViewProps {
  vm: VmPlace;
  guestRuns: boolean;
  /** Why a kind is not offered, in words: e.g. a headless machine has no screen. */
  unavailable?: Partial<Record<ConsoleKind, string>>;
  start?: StartVerb | undefined;
  onNewWindow?: (kind: ConsoleKind) => void;
  initialKind?: ConsoleKind | undefined;
}

/** The text of the clipboard; undefined when the browser or the person does not allow to read it. */
async function clipboardText(): Promise<string | undefined> {
  try {
    return await navigator.clipboard.readText();
  } catch {
    return undefined;
  }
}

/** Puts the element of the console into the page. */
function Screen({ opened }: { opened: AnyConsole }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.replaceChildren(opened.element);
    opened.mounted();
  }, [opened]);
  return <div ref={place} className={classes.place} data-test={`console-${opened.kind}`} />;
}

/** The consoles of one guest: bar, screen or terminal, and what to do when there is nothing to see. */
export function ConsoleView({ vm, guestRuns, unavailable = {}, start, onNewWindow, initialKind }: ConsoleViewProps) {
  const { t } = useTranslation('plugin__virtdeck');
  const whole = useRef<HTMLDivElement>(null);
  const [screen, setScreen] = useState<HTMLDivElement | null>(null);
  const [asked, setKind] = useState<ConsoleKind>(initialKind ?? 'vnc');
  const kind = asked === 'vnc' && unavailable.vnc !== undefined ? 'serial' : asked;
  const [viewOnly, setViewOnly] = useState(false);
  const [pasting, setPasting] = useState<{ text: string | undefined }>();
  const { preferences, change } = useConsolePreferences();
  const { full, toggle } = useFullScreen(whole);
  const { console: opened, state, loadError } = useConsole(kind, vm, guestRuns);

  useEffect(() => {
    if (opened?.kind !== 'vnc') return;
    opened.screen.setScale(preferences.scale);
    opened.screen.setViewOnly(viewOnly);
  }, [opened, preferences.scale, viewOnly]);

  const release = useCallback(() => {
    opened?.releaseKeyboard();
    document.getElementById(`virtdeck-console-${kind}`)?.focus();
  }, [opened, kind]);
  useReleaseKeys(screen, release);

  const paste = async () => {
    const text = await clipboardText();
    if (opened?.kind !== 'serial' || text === undefined) return setPasting({ text });
    opened.paste(text);
    opened.focus();
  };

  return (
    <div ref={whole} className={classes.console}>
      <ConsoleBar
        kind={kind}
        onKind={setKind}
        unavailable={unavailable}
        console={opened}
        state={state}
        viewOnly={viewOnly && kind === 'vnc'}
        full={full}
        onFull={() => void toggle()}
        onPaste={() => void paste()}
        more={
          opened && (
            <MoreMenu
              console={opened}
              state={state}
              vmName={vm.name}
              viewOnly={viewOnly}
              onViewOnly={setViewOnly}
              scale={preferences.scale}
              onScale={(scale) => change({ scale })}
              onNewWindow={onNewWindow && (() => onNewWindow(kind))}
            />
          )
        }
      />
      {loadError !== undefined && <Alert isInline variant="danger" title={t('The console could not be loaded')}>{loadError}</Alert>}
      <div ref={setScreen} className={classes.screen}>
        {opened && <Screen opened={opened} />}
        {opened && <ConsoleNotice session={opened.session} state={state} start={start} />}
      </div>
      <div className={classes.hint}>{t('The guest gets every key. Ctrl+Alt+Shift gives the keyboard back to the page.')}</div>
      {pasting && opened && (
        <PasteDialog
          console={opened}
          initialText={pasting.text}
          layout={preferences.layout}
          onLayout={(layout) => change({ layout })}
          onClose={() => setPasting(undefined)}
          appendTo={() => (full && whole.current) || document.body}
        />
      )}
    </div>
  );
}
