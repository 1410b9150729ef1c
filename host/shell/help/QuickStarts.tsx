import '@patternfly/quickstarts/dist/quickstarts.css';
import type { AllQuickStartStates, QuickStart } from '@patternfly/quickstarts';
import { QuickStartContextProvider, QuickStartController } from '@patternfly/quickstarts';
import { Alert, Button, EmptyState, Stack, StackItem } from '@patternfly/react-core';
import ArrowLeftIcon from '@patternfly/react-icons/dist/esm/icons/arrow-left-icon';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUserPreference } from '../../console-sdk/user-preference';
import { Loading } from '../Loading';
import { listQuickStarts } from './list-quick-starts';
import { QuickStartList } from './QuickStartList';
import { useQuickStartWords } from './quick-start-words';

interface Answer {
  quickStarts: QuickStart[];
  refusal?: string;
}

/** The guided tours of the cluster: a list, and the one that was opened with its progress. */
export const QuickStarts = () => {
  const { t, i18n } = useTranslation('host');
  const [answer, setAnswer] = useState<Answer>();
  const [activeId, setActiveId] = useState('');
  const [states, setStates] = useUserPreference<AllQuickStartStates>('host.quickStarts', {});
  const words = useQuickStartWords();

  useEffect(() => {
    let isGone = false;
    listQuickStarts().then(
      (quickStarts) => !isGone && setAnswer({ quickStarts }),
      (error: unknown) =>
        !isGone && setAnswer({ quickStarts: [], refusal: String(error instanceof Error ? error.message : error) }),
    );
    return () => {
      isGone = true;
    };
  }, []);

  if (!answer) return <Loading />;
  const { quickStarts, refusal } = answer;
  if (refusal) return <Alert isInline isPlain variant="danger" title={refusal} />;
  if (quickStarts.length === 0) return <EmptyState titleText={t('This cluster has no quick starts')} headingLevel="h2" />;
  const active = quickStarts.find((each) => each.metadata.name === activeId);
  const context = {
    allQuickStarts: quickStarts,
    activeQuickStartID: activeId,
    setActiveQuickStartID: setActiveId,
    allQuickStartStates: states,
    setAllQuickStartStates: setStates,
    useQueryParams: false,
    resourceBundle: words,
    language: i18n.language,
  };
  return (
    <QuickStartContextProvider key={i18n.language} value={context}>
      {active ? (
        <Stack hasGutter>
          <StackItem>
            <Button variant="link" icon={<ArrowLeftIcon />} onClick={() => setActiveId('')}>
              {t('All quick starts')}
            </Button>
          </StackItem>
          <StackItem isFilled data-test="quick-start">
            <QuickStartController quickStart={active} />
          </StackItem>
        </Stack>
      ) : (
        <QuickStartList quickStarts={quickStarts} states={states} onOpen={setActiveId} />
      )}
    </QuickStartContextProvider>
  );
};
