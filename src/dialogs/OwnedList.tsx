import { Alert, Checkbox, FormGroup } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import type { Owned, OwnedObject } from '../actions/owned-objects';

interface OwnedListProps {
  owned: Owned;
  /** By uid. */
  kept: ReadonlySet<string>;
  onKept(kept: ReadonlySet<string>): void;
}

function groupsOf(objects: readonly OwnedObject[]): [OwnedObject['kind'], OwnedObject[]][] {
  const kinds: OwnedObject['kind'][] = ['DataVolume', 'PersistentVolumeClaim', 'VirtualMachineSnapshot'];
  return kinds
    .map((kind): [OwnedObject['kind'], OwnedObject[]] => [kind, objects.filter((each) => each.kind === kind)])
    .filter(([, found]) => found.length > 0);
}

/** What the garbage collector takes with the machine: a tick lets it go, no tick keeps it. */
export const OwnedList = ({ owned, kept, onKept }: OwnedListProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const titles: Record<OwnedObject['kind'], string> = {
    DataVolume: t('Disks (DataVolumes with their claims)'),
    PersistentVolumeClaim: t('Disks (PersistentVolumeClaims)'),
    VirtualMachineSnapshot: t('Snapshots'),
  };
  const change = (uid: string, goes: boolean) => onKept(new Set(goes ? [...kept].filter((each) => each !== uid) : [...kept, uid]));
  const groups = groupsOf(owned.objects);
  return (
    <>
      {groups.length === 0 && owned.unread.length === 0 && <p>{t('No disk or snapshot belongs to it.')}</p>}
      {groups.map(([kind, objects]) => (
        <FormGroup key={kind} isStack role="group" fieldId={`owned-${kind}`} label={titles[kind]}>
          {objects.map((each) => (
            <Checkbox
              key={each.uid}
              id={`owned-${each.uid}`}
              data-test={`owned-${each.name}`}
              label={each.size === '' ? each.name : `${each.name} (${each.size})`}
              description={
                kept.has(each.uid)
                  ? each.shared
                    ? t('Kept: the disk is shareable, others may be using it.')
                    : t('Kept')
                  : t('Deleted with the machine')
              }
              isChecked={!kept.has(each.uid)}
              onChange={(_, goes) => change(each.uid, goes)}
            />
          ))}
        </FormGroup>
      ))}
      {owned.unread.map(({ kind, message }) => (
        <Alert
          key={kind}
          component="h2"
          isInline
          variant="warning"
          title={t('Whether a {{kind}} goes with the machine cannot be seen', { kind })}
        >
          {message}
        </Alert>
      ))}
    </>
  );
};
