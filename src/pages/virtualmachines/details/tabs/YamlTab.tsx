import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Alert } from '@patternfly/react-core';
import { VirtualMachineKind } from '../../../../../contracts/kinds';
import { YamlEditor } from '../../../../components/vm/yaml/YamlEditor';
import { useAccess } from '../../../../k8s/use-access';
import { machinePath } from '../paths';
import type { Machine } from '../use-machine';

/** The manifest of the machine. */
export default function YamlTab({ machine, deleted }: { machine: Machine; deleted: boolean }) {
  const { t } = useTranslation('plugin__virtdeck');
  const navigate = useNavigate();
  const { vm, row } = machine;
  const check = useMemo(() => ({ verb: 'patch', group: VirtualMachineKind.group, resource: VirtualMachineKind.plural, namespace: row.namespace, name: row.name }), [row.namespace, row.name]);
  const { allowed } = useAccess(check);
  return (
    <>
      {allowed === false && <Alert isInline isPlain variant="info" title={t('You may look at this manifest but not change it.')} />}
      <YamlEditor
        kind={VirtualMachineKind}
        object={deleted ? undefined : vm}
        readOnly={allowed === false}
        onSaved={() => undefined}
        onCancel={() => void navigate(machinePath(row.namespace, row.name))}
      />
    </>
  );
}
