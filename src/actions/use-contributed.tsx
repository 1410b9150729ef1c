import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { VirtualMachineKind } from '../../contracts/kinds';
import { Contributions, MACHINES, ONE_MACHINE, useHasContributions } from '../console/action-extensions';
import type { ContributedAction, Contribution } from '../console/contributed-action';
import type { VmRow } from '../domain/inventory/row';
import { getObject } from '../k8s/client';
import { useAccessList } from '../k8s/use-access';
import { mergeContributed } from './merge-contributed';
import type { ActionItem } from './types';

/** Another plugin gets full objects; more than this many are not read for a menu. */
const MOST_OBJECTS = 100;

type ByProvider = ReadonlyMap<string, Contribution>;
const nothing: ByProvider = new Map();

interface ProvidersProps {
  contextId: string;
  rows: readonly VmRow[];
  onChange(change: (before: ByProvider) => ByProvider): void;
}

/** Asks other plugins about these machines; draws nothing. What was contributed for other machines is forgotten with it. */
const Providers = ({ contextId, rows, onChange }: ProvidersProps) => {
  const navigate = useNavigate();
  // A machine that has changed its state is read again.
  const states = rows.map((row) => [row.key, row.status, row.phase]);
  const { data } = useQuery({
    queryKey: ['contributed-scope', states],
    queryFn: () => Promise.all(rows.map((row) => getObject(VirtualMachineKind, row.name, row.namespace))),
    placeholderData: keepPreviousData,
    staleTime: 5000,
  });
  const collect = useCallback(
    (provider: string, contribution: Contribution) => onChange((before) => new Map(before).set(provider, contribution)),
    [onChange],
  );
  useEffect(() => () => onChange(() => nothing), [onChange]);
  const go = useCallback((path: string) => void navigate(path), [navigate]);
  if (!data) return null;
  return <Contributions contextId={contextId} scope={contextId === ONE_MACHINE ? data[0] : data} navigate={go} onContribution={collect} />;
};

/** A provider that failed is an entry as well: one that says so. */
function entriesOf(contributions: ByProvider, words: (plugin: string) => string): ContributedAction[] {
  return [...contributions].flatMap(([provider, contribution]) =>
    'actions' in contribution
      ? contribution.actions
      : [
          {
            id: `failed-${provider}`,
            label: words(contribution.plugin),
            disabled: true,
            tooltip: contribution.failure,
            insertBefore: [],
            insertAfter: [],
            run: () => undefined,
          },
        ],
  );
}

/** Entries whose rights are refused are shown and say so, as ours do. */
function useAllowed(entries: readonly ContributedAction[], refused: string): ContributedAction[] {
  const checked = useMemo(() => entries.flatMap((entry) => entry.access ?? []), [entries]);
  const answers = useAccessList(checked);
  return useMemo(() => {
    const denied = new Set(checked.filter((_, index) => answers[index]?.allowed === false));
    return entries.map((entry) => (entry.access && denied.has(entry.access) ? { ...entry, disabled: true, tooltip: refused } : entry));
  }, [entries, checked, answers, refused]);
}

/**
 * Our verbs for these machines with the entries of other plugins among them. `providers` must be drawn as long as the menu
 * may be opened; it shows nothing.
 */
export function useContributed(own: readonly ActionItem[], rows: readonly VmRow[]): { items: ActionItem[]; providers: ReactNode } {
  const { t } = useTranslation('plugin__virtdeck');
  const [contributions, setContributions] = useState(nothing);
  const contextId = rows.length === 1 ? ONE_MACHINE : MACHINES;
  const isWanted =
    useHasContributions(contextId) && rows.length > 0 && rows.length <= MOST_OBJECTS && rows.every((row) => row.kind === 'vm');
  const entries = useMemo(
    () => entriesOf(contributions, (plugin) => t('The actions of plugin {{plugin}} failed', { plugin })),
    [contributions, t],
  );
  const allowed = useAllowed(entries, t('You have no permission for this.'));
  const items = useMemo(() => mergeContributed(own, allowed), [own, allowed]);
  const machines = rows.map((row) => row.key).join(' ');
  const providers = isWanted ? <Providers key={machines} contextId={contextId} rows={rows} onChange={setContributions} /> : null;
  return { items, providers };
}
