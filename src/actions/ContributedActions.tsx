import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';
import { useNavigate } from 'react-router';
import { VirtualMachineKind } from '../../contracts/kinds';
import { Contributions, MACHINES, ONE_MACHINE, useHasContributions } from '../console/action-extensions';
import type { ContributedAction } from '../console/action-extensions';
import type { VmRow } from '../domain/inventory/row';
import { getObject } from '../k8s/client';

/** Another plugin gets full objects; more than this many are not read for a menu. */
const MOST_OBJECTS = 100;

interface ContributedActionsProps {
  rows: readonly VmRow[];
  onActions(actions: readonly ContributedAction[]): void;
}

/** Asks other plugins for their entries for these machines; draws nothing. */
export const ContributedActions = ({ rows, onActions }: ContributedActionsProps) => {
  const contextId = rows.length === 1 ? ONE_MACHINE : MACHINES;
  const wanted = useHasContributions(contextId) && rows.length > 0 && rows.length <= MOST_OBJECTS && rows.every((row) => row.kind === 'vm');
  return wanted ? <Providers contextId={contextId} rows={rows} onActions={onActions} /> : null;
};

const Providers = ({ contextId, rows, onActions }: ContributedActionsProps & { contextId: string }) => {
  const navigate = useNavigate();
  const keys = useMemo(() => rows.map((row) => row.key), [rows]);
  const { data } = useQuery({
    queryKey: ['contributed-scope', keys],
    queryFn: () => Promise.all(rows.map((row) => getObject(VirtualMachineKind, row.name, row.namespace))),
    staleTime: 5000,
  });
  const byProvider = useRef(new Map<string, readonly ContributedAction[]>());
  const collect = useCallback(
    (provider: string, actions: readonly ContributedAction[]) => {
      byProvider.current.set(provider, actions);
      onActions([...byProvider.current.values()].flat());
    },
    [onActions],
  );
  const go = useCallback((path: string) => void navigate(path), [navigate]);
  if (!data) return null;
  return <Contributions contextId={contextId} scope={contextId === ONE_MACHINE ? data[0] : data} navigate={go} onActions={collect} />;
};
