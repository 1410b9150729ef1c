import type { AllQuickStartStates, QuickStart } from '@patternfly/quickstarts';
import { Button, Card, CardBody, CardFooter, CardHeader, CardTitle, Label, LabelGroup, Stack } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';

interface QuickStartListProps {
  quickStarts: readonly QuickStart[];
  states: AllQuickStartStates;
  onOpen: (name: string) => void;
}

/** Which tours there are, how long they take, and how far one has come. */
export const QuickStartList = ({ quickStarts, states, onOpen }: QuickStartListProps) => {
  const { t } = useTranslation('host');
  const progress: Record<string, string> = { Complete: t('Complete'), 'In Progress': t('In progress') };
  return (
    <Stack hasGutter>
      {quickStarts.map(({ metadata: { name = '' }, spec }) => {
        const status = progress[String(states[name]?.status)];
        return (
          <Card key={name} isCompact data-test={`quick-start-${name}`}>
            <CardHeader>
              <CardTitle component="h3">{spec.displayName}</CardTitle>
            </CardHeader>
            <CardBody>
              <LabelGroup aria-label={t('Details')}>
                {spec.durationMinutes !== undefined && (
                  <Label variant="outline">{t('{{count}} minutes', { count: spec.durationMinutes })}</Label>
                )}
                {status !== undefined && <Label color="green">{status}</Label>}
              </LabelGroup>
              {spec.description}
            </CardBody>
            <CardFooter>
              <Button
                variant="link"
                isInline
                onClick={() => onOpen(name)}
                aria-label={t('Open {{name}}', { name: spec.displayName })}
              >
                {t('Open')}
              </Button>
            </CardFooter>
          </Card>
        );
      })}
    </Stack>
  );
};
