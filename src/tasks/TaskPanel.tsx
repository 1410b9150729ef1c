import { Button, Card, CardBody, CardHeader, CardTitle } from '@patternfly/react-core';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../components/ui/Icon';
import { TaskView } from './TaskView';
import styles from './tasks.module.css';
import { forgetEnded, taskStore } from './task-store';

/** What was started, here and in other tabs: progress, results, and the levers. */
const TaskPanel = ({ onClose }: { onClose(): void }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const tasks = useSyncExternalStore(taskStore.subscribe, taskStore.snapshot);
  return (
    <Card className={styles.panel} role="region" aria-label={t('Tasks')} data-test="task-panel">
      <CardHeader
        actions={{
          actions: <Button variant="plain" aria-label={t('Close')} icon={<Icon name="times" />} onClick={onClose} />,
          hasNoOffset: true,
        }}
      >
        <CardTitle component="h2">{t('Tasks')}</CardTitle>
      </CardHeader>
      <CardBody className={styles.tasks}>
        {tasks.length === 0 && <p>{t('Nothing has been started yet.')}</p>}
        {tasks.map((task) => (
          <TaskView key={task.id} task={task} />
        ))}
      </CardBody>
      {tasks.some((task) => task.state === 'ended') && (
        <CardBody>
          <Button variant="link" isInline onClick={forgetEnded}>
            {t('Forget what has ended')}
          </Button>
        </CardBody>
      )}
    </Card>
  );
};

export default TaskPanel;
