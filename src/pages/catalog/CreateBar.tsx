import { ActionList, ActionListItem, Button, Checkbox } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { VirtualMachineKind } from '../../../contracts/kinds';
import type { KubeObject } from '../../../contracts/objects';
import { ErrorNotice } from '../../components/ui/ErrorNotice';
import { firstMissing } from '../../domain/catalog/missing';
import type { Missing } from '../../domain/catalog/missing';
import type { Choices } from '../../domain/catalog/choices';
import { loginSecret } from '../../domain/catalog/new-machine';
import { vmListPath, vmPath } from '../../domain/paths';
import { toFailure } from '../../k8s/api-error';
import type { ApiFailure } from '../../k8s/types';
import { useAccess } from '../../k8s/use-access';
import styles from './catalog.module.css';
import { createMachine } from './create-machine';

interface CreateBarProps {
  choices: Choices;
  machine: KubeObject | undefined;
  loginInside: boolean;
  onStartChange(start: boolean): void;
}

/** Creates the machine and goes to it; says what is missing, and shows the server's refusal word for word. */
export const CreateBar = ({ choices, machine, loginInside, onStartChange }: CreateBarProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const navigate = useNavigate();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiFailure>();
  const { name, namespace } = choices;
  const { allowed } = useAccess({
    verb: 'create',
    group: VirtualMachineKind.group,
    resource: VirtualMachineKind.plural,
    namespace,
  });
  const missing = firstMissing(choices, loginInside);
  const words: Record<Missing, string> = {
    volume: t('Choose a boot volume.'),
    instancetype: t('Choose an instance type.'),
    name: t('Give it a valid name.'),
    login: t('Check the login.'),
    disk: t('Check the size of the disk.'),
  };
  const why =
    allowed === false ? t('You may not create machines in {{project}}.', { project: namespace }) : missing && words[missing];

  const create = async (): Promise<void> => {
    if (!machine) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await createMachine(machine, loginInside ? undefined : loginSecret(choices));
      void navigate(vmPath({ kind: 'vm', namespace, name }));
    } catch (thrown) {
      setFailure(toFailure(thrown));
      setBusy(false);
    }
  };

  return (
    <div className={styles.bar}>
      {failure && <ErrorNotice title={t('The server refused')} failure={failure} />}
      <Checkbox
        id="catalog-start"
        data-test="start-after-create"
        label={t('Start this VirtualMachine after creation')}
        isChecked={choices.start}
        onChange={(_event, start) => onStartChange(start)}
      />
      <p role="status" className={styles.why} data-test="why-not">
        {why}
      </p>
      <ActionList>
        <ActionListItem>
          <Button data-test="create-vm" isDisabled={why !== undefined || isBusy} isLoading={isBusy} onClick={() => void create()}>
            {t('Create VirtualMachine')}
          </Button>
        </ActionListItem>
        <ActionListItem>
          <Button variant="link" onClick={() => void navigate(vmListPath(namespace))}>
            {t('Cancel')}
          </Button>
        </ActionListItem>
      </ActionList>
    </div>
  );
};
