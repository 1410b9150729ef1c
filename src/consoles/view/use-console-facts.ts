import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { at, text } from '../../domain/read';
import type { ConsoleKind } from './console-objects';

export interface ConsoleFacts {
  guestRuns: boolean;
  unavailable: Partial<Record<ConsoleKind, string>>;
}

/** Which consoles a machine has, and whether its guest runs. A headless machine keeps its serial console. */
export function useConsoleFacts(vm: unknown, vmi: unknown): ConsoleFacts {
  const { t } = useTranslation('plugin__virtdeck');
  const devices = at(vmi, 'spec', 'domain', 'devices') ?? at(vm, 'spec', 'template', 'spec', 'domain', 'devices');
  const headless = at(devices, 'autoattachGraphicsDevice') === false;
  const silent = at(devices, 'autoattachSerialConsole') === false;
  const guestRuns = text(vmi, 'status', 'phase') === 'Running' && text(vmi, 'metadata', 'deletionTimestamp') === '';
  return useMemo(
    () => ({
      guestRuns,
      unavailable: {
        ...(headless && { vnc: t('This machine is headless: it has no screen.') }),
        ...(silent && { serial: t('This machine has no serial console.') }),
      },
    }),
    [guestRuns, headless, silent, t],
  );
}
