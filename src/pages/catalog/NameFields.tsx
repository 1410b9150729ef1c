import {
  Button,
  FormGroup,
  FormHelperText,
  FormSelect,
  FormSelectOption,
  HelperText,
  HelperTextItem,
  InputGroup,
  InputGroupItem,
  TextInput,
} from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/ui/Icon';
import { generateName } from '../../domain/catalog/machine-name';
import type { NameProblem } from '../../domain/catalog/machine-name';
import styles from './catalog.module.css';
import { FormSection } from './FormSection';
import type { Draft } from './use-choices';
import { useNameProblem } from './use-name-problem';
import type { TargetProject } from './use-target-project';

interface NameFieldsProps {
  draft: Draft;
  project: TargetProject;
  change(part: Partial<Draft>): void;
}

/** The name, checked while it is typed, and the project where the page leaves it open. */
export const NameFields = ({ draft, project, change }: NameFieldsProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const problem = useNameProblem(draft.name, project.namespace);
  const isWrong = problem !== undefined && problem !== 'empty';
  const words: Record<NameProblem, string> = {
    empty: t('A name is needed.'),
    'too-long': t('At most 63 characters.'),
    characters: t('Only small letters, digits and dashes.'),
    ends: t('It begins and ends with a letter or a digit.'),
    taken: t('There is a machine of this name in {{project}}.', { project: project.namespace }),
  };
  return (
    <FormSection title={t('Name')}>
      <div className={styles.fields}>
        <FormGroup label={t('Name')} fieldId="catalog-name" isRequired>
          <InputGroup>
            <InputGroupItem isFill>
              <TextInput
                id="catalog-name"
                data-test="vm-name"
                value={draft.name}
                isRequired
                validated={isWrong ? 'error' : 'default'}
                aria-describedby="catalog-name-help"
                onChange={(_event, name) => change({ name })}
              />
            </InputGroupItem>
            <InputGroupItem>
              <Button
                variant="control"
                data-test="generate-name"
                aria-label={t('Another name')}
                icon={<Icon name="restart" />}
                onClick={() => change({ name: generateName(draft.volume?.name ?? '') })}
              />
            </InputGroupItem>
          </InputGroup>
          <FormHelperText>
            <HelperText id="catalog-name-help" isLiveRegion>
              <HelperTextItem variant={isWrong ? 'error' : 'default'} data-test="name-help">
                {problem === undefined ? t('This name is free.') : words[problem]}
              </HelperTextItem>
            </HelperText>
          </FormHelperText>
        </FormGroup>
        {project.options && (
          <FormGroup label={t('Project')} fieldId="catalog-project" isRequired>
            <FormSelect
              id="catalog-project"
              data-test="project"
              value={project.namespace}
              onChange={(_event, value) => project.choose(value)}
            >
              {project.options.map((each) => (
                <FormSelectOption key={each} value={each} label={each} />
              ))}
            </FormSelect>
          </FormGroup>
        )}
      </div>
    </FormSection>
  );
};
