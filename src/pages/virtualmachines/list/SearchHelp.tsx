import { Button, Popover } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../../components/ui/Icon';
import { searchKeys } from '../../../domain/search/keys';
import styles from './search.module.css';

/** What the search field understands, by example. */
export const SearchHelp = () => {
  const { t } = useTranslation('plugin__virtdeck');
  const rules: [string, string][] = [
    ['web shop', t('Both words: in name, project, description or address')],
    ['status:Running,Paused', t('One of several values')],
    ['-project:lab', t('Not this one')],
    ['os:fedora OR os:rhel', t('Either of two conditions')],
    ['vcpu:>=4 memory:>8Gi', t('Comparison of numbers and sizes')],
    ['name:web-*', t('* stands for anything')],
    ['description:"old shop"', t('Quotes keep words together')],
  ];
  return (
    <Popover
      aria-label={t('How to search')}
      headerContent={t('How to search')}
      maxWidth="40rem"
      bodyContent={
        <div className={styles.help}>
          <dl>
            {rules.map(([example, words]) => (
              <div key={example}>
                <dt>
                  <code>{example}</code>
                </dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
          <p>{searchKeys.map((key) => key.example).join(' · ')}</p>
        </div>
      }
    >
      <Button variant="plain" aria-label={t('How to search')} icon={<Icon name="question" />} />
    </Popover>
  );
};
