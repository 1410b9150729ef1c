import { Alert, Spinner } from '@patternfly/react-core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { VirtualMachineInstanceKind, VirtualMachineKind } from '../../../../contracts/kinds';
import { ConsoleView } from '../../../consoles/view/ConsoleView';
import { useConsoleFacts } from '../../../consoles/view/use-console-facts';
import { TabTitle } from '../../../console/HostParts';
import { text } from '../../../domain/read';
import { putSubresource } from '../../../k8s/client';
import { toFailure } from '../../../k8s/api-error';
import { useK8sObject } from '../../../k8s/use-k8s-object';
import classes from './console-window.module.css';

/** The verb that this window offers itself: the whole registry of verbs would be heavier than the console. */
function useStart(namespace: string, name: string): { start: () => void; refused: string | undefined } {
  const [refused, setRefused] = useState<string>();
  const start = () => {
    setRefused(undefined);
    putSubresource('virtualmachines', namespace, name, 'start').catch((thrown: unknown) => setRefused(toFailure(thrown).message));
  };
  return { start, refused };
}

/** The consoles of one machine in a window of their own, without the frame of the console. */
export const ConsoleWindow = () => {
  const { t } = useTranslation('plugin__virtdeck');
  const { ns = '', name = '' } = useParams();
  const [search] = useSearchParams();
  const { object: vm, loaded, error } = useK8sObject(VirtualMachineKind, name, ns);
  const { object: vmi } = useK8sObject(VirtualMachineInstanceKind, name, ns);
  const facts = useConsoleFacts(vm, vmi);
  const { start, refused } = useStart(ns, name);
  const place = useMemo(() => ({ namespace: ns, name }), [ns, name]);
  const stopped = text(vm, 'status', 'printableStatus') === 'Stopped';
  return (
    <main className={classes.window}>
      <TabTitle>{name}</TabTitle>
      <h1 className={classes.title}>
        {name} <small>{ns}</small>
      </h1>
      {error && !vm && <Alert isInline variant="danger" title={error.message} />}
      {refused !== undefined && <Alert isInline variant="danger" title={refused} />}
      {!loaded && !error && <Spinner aria-label={t('Loading')} />}
      {vm && (
        <ConsoleView
          {...facts}
          vm={place}
          initialKind={search.get('type') === 'serial' ? 'serial' : 'vnc'}
          start={stopped ? { label: t('Start'), onSelect: start } : undefined}
        />
      )}
    </main>
  );
};

export default ConsoleWindow;
