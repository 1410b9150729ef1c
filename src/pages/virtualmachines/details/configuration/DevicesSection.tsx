import { useTranslation } from 'react-i18next';
import { SecretKind } from '../../../../../contracts/kinds';
import { ObjectLink } from '../../../../console/ObjectLink';
import { cloudInitOf } from '../../../../domain/details/cloud-init';
import type { ConfigurationFacts } from '../../../../domain/details/configuration';
import { text } from '../../../../domain/read';
import { fieldLabel } from '../field-labels';
import { Facts } from '../Facts';
import { Section } from '../Section';

function useLogWords(guestLog: boolean | undefined): string {
  const { t } = useTranslation('plugin__virtdeck');
  if (guestLog === undefined) return t('As the cluster decides');
  return guestLog ? t('Yes') : t('No');
}

/** Consoles, passed-through devices, and what prepares the guest. */
export function DevicesSection({ facts, vm }: { facts: ConfigurationFacts; vm: unknown }) {
  const { t } = useTranslation('plugin__virtdeck');
  const { devices } = facts;
  const cloudInit = cloudInitOf(vm);
  const namespace = text(vm, 'metadata', 'namespace');
  const log = useLogWords(facts.guestLog);
  const secrets = [...facts.sshSecrets, ...(cloudInit && cloudInit.secret !== '' ? [cloudInit.secret] : [])];
  return (
    <Section title={t('Devices and guest')}>
      <Facts
        facts={[
          [fieldLabel('graphics', t), facts.headless ? t('None (headless)') : t('Yes')],
          [fieldLabel('serial-console', t), facts.serialConsole ? t('Yes') : t('No')],
          [fieldLabel('guest-log', t), log],
          [t('TPM'), facts.tpm ? t('Yes') : t('No')],
          [fieldLabel('gpus', t), devices.gpus.join(', ')],
          [fieldLabel('host-devices', t), devices.hostDevices.join(', ')],
          [t('Input devices'), devices.inputs.join(', ')],
          [t('Watchdog'), devices.watchdog],
          [t('Cloud-init'), cloudInit ? t('Yes') : t('No')],
          [t('Secrets'), secrets.length > 0 && secrets.map((name) => <ObjectLink key={name} kind={SecretKind} name={name} namespace={namespace} />)],
        ]}
      />
    </Section>
  );
}
