import { Alert, AlertActionCloseButton, AlertGroup, PageSection } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PluginFailure } from '../loader/plugin-failures';
import { usePluginLoad } from './plugin-load';

/** Says which plugins did not load, and why in the words of whoever refused. */
export const PluginFailures = () => {
  const { t } = useTranslation('host');
  const { failures } = usePluginLoad();
  const [hidden, setHidden] = useState<ReadonlySet<PluginFailure['name']>>(new Set());
  const shown = failures.filter((each) => !hidden.has(each.name));
  if (shown.length === 0) return null;
  const titles: Record<PluginFailure['kind'], string> = {
    manifest: t('The manifest of a plugin was rejected'),
    load: t('A plugin could not be loaded'),
    dependency: t('A plugin waits for another that is not installed'),
  };
  return (
    <PageSection>
      <AlertGroup isLiveRegion>
        {shown.map(({ name, kind, reason }) => (
          <Alert
            key={name}
            variant="danger"
            isInline
            data-test="plugin-failure"
            title={`${titles[kind]}: ${name}`}
            actionClose={<AlertActionCloseButton onClose={() => setHidden(new Set([...hidden, name]))} />}
          >
            {reason}
          </Alert>
        ))}
      </AlertGroup>
    </PageSection>
  );
};
