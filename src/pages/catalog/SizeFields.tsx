import {
  FormGroup,
  FormHelperText,
  FormSelect,
  FormSelectOption,
  FormSelectOptionGroup,
  HelperText,
  HelperTextItem,
  TextInput,
} from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { PersistentVolumeClaimKind } from '../../../contracts/kinds';
import { claimSize } from '../../domain/catalog/boot-volumes';
import { diskProblem } from '../../domain/catalog/disk-size';
import { optionOf, optionValue } from '../../domain/catalog/size-options';
import type { SizeOption } from '../../domain/catalog/size-options';
import { useK8sObject } from '../../k8s/use-k8s-object';
import styles from './catalog.module.css';
import { FormSection } from './FormSection';
import type { Draft } from './use-choices';
import { useSizes } from './use-sizes';

interface SizeFieldsProps {
  draft: Draft;
  namespace: string;
  change(part: Partial<Draft>): void;
}

/** Instance type, preference and the size of the disk; the volume suggests all three. */
export const SizeFields = ({ draft, namespace, change }: SizeFieldsProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const { instancetypes, preferences } = useSizes(namespace);
  const { object: claim } = useK8sObject(PersistentVolumeClaimKind, draft.volume?.claim?.name, draft.volume?.claim?.namespace);
  const least = claimSize(claim);
  const problem = diskProblem(draft.diskSize, least);
  return (
    <FormSection title={t('Size')}>
      <div className={styles.fields}>
        <FormGroup label={t('Instance type')} fieldId="catalog-instancetype" isRequired>
          <FormSelect
            id="catalog-instancetype"
            data-test="instancetype"
            value={optionValue(draft.instancetype)}
            onChange={(_event, value) => change({ instancetype: optionOf(instancetypes, value) })}
          >
            <FormSelectOption value="" label={t('Choose …')} isDisabled />
            {seriesOf(instancetypes).map(([series, options]) => (
              <FormSelectOptionGroup key={series} label={series || t('Others')}>
                {options.map((each) => (
                  <FormSelectOption
                    key={optionValue(each)}
                    value={optionValue(each)}
                    label={t('{{name}}: {{count}} vCPU, {{memory}}', { name: each.name, count: each.cpus, memory: each.memory })}
                  />
                ))}
              </FormSelectOptionGroup>
            ))}
          </FormSelect>
        </FormGroup>
        <FormGroup label={t('Preference')} fieldId="catalog-preference">
          <FormSelect
            id="catalog-preference"
            data-test="preference"
            value={optionValue(draft.preference)}
            onChange={(_event, value) => change({ preference: optionOf(preferences, value) })}
          >
            <FormSelectOption value="" label={t('None')} />
            {preferences.map((each) => (
              <FormSelectOption
                key={optionValue(each)}
                value={optionValue(each)}
                label={each.title === each.name ? each.name : `${each.name}: ${each.title}`}
              />
            ))}
          </FormSelect>
        </FormGroup>
        <FormGroup label={t('Disk size')} fieldId="catalog-disk">
          <TextInput
            id="catalog-disk"
            data-test="disk-size"
            value={draft.diskSize}
            placeholder={least || t('As the volume')}
            validated={problem === undefined ? 'default' : 'error'}
            onChange={(_event, diskSize) => change({ diskSize })}
          />
          <FormHelperText>
            <HelperText>
              {problem === undefined && (
                <HelperTextItem>{t('For example 30Gi; empty takes the size of the volume.')}</HelperTextItem>
              )}
              {problem === 'malformed' && (
                <HelperTextItem variant="error">{t('This is no quantity. Write it like 30Gi.')}</HelperTextItem>
              )}
              {problem === 'too-small' && (
                <HelperTextItem variant="error">{t('The volume needs at least {{size}}.', { size: least })}</HelperTextItem>
              )}
            </HelperText>
          </FormHelperText>
        </FormGroup>
      </div>
    </FormSection>
  );
};

function seriesOf(options: readonly SizeOption[]): [string, SizeOption[]][] {
  const groups = new Map<string, SizeOption[]>();
  for (const each of options) groups.set(each.series, [...(groups.get(each.series) ?? []), each]);
  return [...groups];
}
