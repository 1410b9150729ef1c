import { ClipboardCopyButton, CodeBlock, CodeBlockAction, CodeBlockCode } from '@patternfly/react-core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KubeObject } from '../../../contracts/objects';
import { toYaml } from '../../domain/yaml/manifest';
import styles from './catalog.module.css';

/** The manifest of the choices as they stand. */
export const YamlPanel = ({ machine }: { machine: KubeObject | undefined }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const [copied, setCopied] = useState('');
  const text = useMemo(() => (machine ? toYaml(machine) : ''), [machine]);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(text);
  };
  return (
    <section aria-label={t('YAML')} className={styles.yaml} data-test="yaml-panel">
      <CodeBlock
        actions={
          <CodeBlockAction>
            <ClipboardCopyButton
              id="catalog-yaml-copy"
              textId="catalog-yaml"
              aria-label={t('Copy')}
              variant="plain"
              onClick={() => void copy()}
            >
              {copied === text && text !== '' ? t('Copied') : t('Copy')}
            </ClipboardCopyButton>
          </CodeBlockAction>
        }
      >
        <CodeBlockCode id="catalog-yaml">{text === '' ? t('# Choose a boot volume first') : text}</CodeBlockCode>
      </CodeBlock>
    </section>
  );
};
