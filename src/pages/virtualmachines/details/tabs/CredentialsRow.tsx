import { Button, ClipboardCopy, ExpandableSection, Flex } from '@patternfly/react-core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cloudInitOf, credentialsOf } from '../../../../domain/details/cloud-init';

/** The login that cloud-init gives the guest, hidden until it is asked for. */
export function CredentialsRow({ vm }: { vm: unknown }) {
  const { t } = useTranslation('plugin__virtdeck');
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState(false);
  const credentials = useMemo(() => credentialsOf(cloudInitOf(vm)?.userData ?? ''), [vm]);
  if (!credentials) return null;
  const copyLabels = { hoverTip: t('Copy'), clickTip: t('Copied') };
  return (
    <ExpandableSection toggleText={t('Guest login credentials')} isExpanded={open} onToggle={(_event, next) => setOpen(next)}>
      <Flex alignItems={{ default: 'alignItemsCenter' }}>
        {credentials.user !== '' && (
          <span>
            {t('User')} <ClipboardCopy variant="inline-compact" {...copyLabels}>{credentials.user}</ClipboardCopy>
          </span>
        )}
        {credentials.password !== '' && (
          <span>
            {t('Password')}{' '}
            {shown ? (
              <ClipboardCopy variant="inline-compact" isCode {...copyLabels}>{credentials.password}</ClipboardCopy>
            ) : (
              '••••••••'
            )}{' '}
            <Button variant="link" isInline onClick={() => setShown(!shown)}>
              {shown ? t('Hide') : t('Show')}
            </Button>
          </span>
        )}
      </Flex>
    </ExpandableSection>
  );
}
