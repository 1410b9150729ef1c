import { Progress } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../../../components/ui/ErrorNotice';
import type { GuestFileSystem } from '../../../../domain/details/guest';
import { formatBytes } from '../../../../domain/quantities';
import { Facts } from '../Facts';
import { Section } from '../Section';
import { SimpleTable } from '../SimpleTable';
import { useGuest } from '../use-guest';
import type { Machine } from '../use-machine';

function Usage({ fileSystem }: { fileSystem: GuestFileSystem }) {
  const { used, total, mount } = fileSystem;
  const words = `${formatBytes(used)} / ${formatBytes(total)}`;
  return total > 0 ? <Progress size="sm" value={used} max={total} measureLocation="outside" label={words} aria-label={`${mount}: ${words}`} /> : <>{words}</>;
}

/** What the guest says of itself through its agent. */
export function GuestCard({ machine }: { machine: Machine }) {
  const { t } = useTranslation('plugin__virtdeck');
  const { row } = machine;
  const { guest, error } = useGuest(machine);
  const missing = row.phase === 'Running' ? t('The guest agent does not answer. Install qemu-guest-agent in the guest to see more.') : t('The virtual machine is not running');
  return (
    <Section title={t('Guest')} test="card-guest">
      {error && <ErrorNotice title={t('The guest agent could not be asked')} failure={error} />}
      {!row.agent && <p>{missing}</p>}
      <Facts
        onlySet
        facts={[
          [t('Operating system'), guest?.os || row.os],
          ...(guest
            ? ([
                [t('Host name'), guest.hostname],
                [t('Kernel'), guest.kernel],
                [t('Time zone'), guest.timezone],
                [t('Guest agent'), guest.agentVersion],
                [t('Logged-in users'), guest.users.map((user) => user.name).join(', ') || t('Nobody')],
              ] as const)
            : []),
        ]}
      />
      {guest && guest.fileSystems.length > 0 && (
        <SimpleTable<GuestFileSystem>
          label={t('File systems')}
          rows={guest.fileSystems}
          rowKey={(each) => `${each.disk}${each.mount}`}
          columns={[
            { title: t('Mounted on'), cell: (each) => each.mount },
            { title: t('Type'), cell: (each) => each.type },
            { title: t('Used'), cell: (each) => <Usage fileSystem={each} /> },
          ]}
        />
      )}
    </Section>
  );
}
