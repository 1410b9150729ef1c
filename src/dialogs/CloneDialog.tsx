import { Alert, Checkbox, ExpandableSection } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CloneKind } from '../../contracts/kinds';
import { cloneOf } from '../actions/clone';
import { perform } from '../actions/perform';
import { actionById } from '../actions/registry';
import { useActionContext } from '../actions/use-action-context';
import { ErrorNotice } from '../components/ui/ErrorNotice';
import type { VmRow } from '../domain/inventory/row';
import { randomSuffix } from '../domain/names';
import { createObject } from '../k8s/client';
import styles from './dialogs.module.css';
import { Field } from './Field';
import { FormDialog } from './FormDialog';
import type { DialogProps } from './registry';
import { useMachineFacts } from './use-machine-facts';
import type { CardFact, VolumeSnapshotFact } from './use-machine-facts';
import { longestMachineName, useNameWords } from './use-name-words';

const isMac = (text: string) => /^([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.test(text);

/** What cannot be copied: KubeVirt clones by a snapshot and gives up on a disk without one. */
const NotCloneable = ({ volumes }: { volumes: readonly VolumeSnapshotFact[] }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const left = volumes.filter((volume) => volume.isDisk && !volume.enabled);
  if (left.length === 0) return null;
  return (
    <Alert component="h2" isInline variant="warning" title={t('KubeVirt will refuse: not every disk can be copied')}>
      {left.map((volume) => (
        <p key={volume.name}>
          <strong>{volume.name}</strong> {volume.reason}
        </p>
      ))}
    </Alert>
  );
};

interface IdentityProps {
  cards: readonly CardFact[];
  macs: Readonly<Record<string, string>>;
  onMacs(macs: Readonly<Record<string, string>>): void;
  serial: string;
  onSerial(serial: string): void;
}

/** What would clash if both machines had it: new for the clone unless given here. */
const Identity = ({ cards, macs, onMacs, serial, onSerial }: IdentityProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  return (
    <ExpandableSection toggleText={t('Addresses and serial number of the clone')}>
      <div className={styles.fields}>
        {cards.map(({ name }) => {
          const mac = macs[name] ?? '';
          return (
            <Field
              key={name}
              id={`clone-mac-${name}`}
              label={t('MAC address of {{name}}', { name })}
              value={mac}
              placeholder={t('A new one')}
              problem={mac === '' || isMac(mac) ? undefined : t('Six pairs of hexadecimal digits, such as 02:00:00:12:34:56.')}
              onChange={(next) => onMacs({ ...macs, [name]: next })}
            />
          );
        })}
        <Field id="clone-serial" label={t('Serial number')} value={serial} placeholder={t('A new one')} onChange={onSerial} />
      </div>
    </ExpandableSection>
  );
};

/** Copies a machine within its project, by KubeVirt's clone API, and starts the copy if that is wanted. */
export const CloneDialog = ({ row, onClose }: DialogProps & { row: VmRow }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const context = useActionContext();
  const wordsOf = useNameWords();
  const [target, setTarget] = useState(`${row.name}-clone`);
  const [request] = useState(() => `${row.name.slice(0, 200)}-${randomSuffix()}`);
  const [allMacs, setMacs] = useState<Readonly<Record<string, string>>>({});
  const [serial, setSerial] = useState('');
  const [start, setStart] = useState(false);
  const { facts, failure } = useMachineFacts(row);
  const action = actionById('clone');
  const macs = Object.fromEntries(Object.entries(allMacs).filter(([, mac]) => mac !== ''));
  const params = { clone: request, target, macs, serial, start };
  const problem = target === row.name ? t('The clone needs a name of its own.') : wordsOf(target, longestMachineName);
  const submit = async () => {
    // Refusals belong beside the fields; the work itself goes on without the dialog.
    await createObject(CloneKind, cloneOf(row, params), { dryRun: 'All' });
    if (action) void perform({ action, rows: [row], params }, context);
  };
  return (
    <FormDialog
      wide
      title={t('Clone {{name}}', { name: row.name })}
      submitLabel={t('Clone')}
      canSubmit={problem === undefined && Object.values(macs).every(isMac)}
      command={action?.command?.(row, params)}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        id="clone-name"
        label={t('Name')}
        isRequired
        value={target}
        problem={problem}
        hint={t('The clone is made in project {{project}}: KubeVirt clones within a project.', { project: row.namespace })}
        onChange={setTarget}
      />
      <Identity cards={facts?.cards ?? []} macs={allMacs} onMacs={setMacs} serial={serial} onSerial={setSerial} />
      {failure && <ErrorNotice title={t('The disks of the machine cannot be read')} failure={failure} />}
      {facts && <NotCloneable volumes={facts.volumes} />}
      <Checkbox
        id="clone-start"
        data-test="clone-start"
        label={t('Start the clone when it is ready')}
        isChecked={start}
        onChange={(_, on) => setStart(on)}
      />
    </FormDialog>
  );
};

export default CloneDialog;
