import { Button } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { steer } from './task-store';
import { mayResume } from './types';
import type { Task, TaskCounts } from './types';

/** Pause, resume, cancel, retry, more or fewer at once. A task of another tab is steered there. */
export const TaskLevers = ({ task, counts }: { task: Task; counts: TaskCounts }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const elsewhere = !steer.isOwn(task.id) && task.state !== 'interrupted' && task.state !== 'ended';
  if (elsewhere) return <span>{t('Runs in another tab')}</span>;
  const lever = (label: string, act: () => void) => (
    <Button variant="link" isInline onClick={act}>
      {label}
    </Button>
  );
  return (
    <>
      {task.state === 'running' && counts.open > 0 && lever(t('Pause the queue'), () => steer.pause(task.id))}
      {mayResume(task) && lever(t('Resume'), () => steer.resume(task.id))}
      {task.state !== 'ended' && counts.open > 0 && lever(t('Cancel the rest'), () => steer.cancel(task.id))}
      {task.state === 'ended' && counts.failed > 0 && lever(t('Retry what failed'), () => steer.retryFailed(task.id))}
      {task.state === 'running' && counts.open > 1 && steer.isOwn(task.id) && (
        <label>
          {t('At the same time')}{' '}
          <input
            type="number"
            min={1}
            max={50}
            value={task.concurrency}
            onChange={(event) => steer.setConcurrency(task.id, event.currentTarget.valueAsNumber || 1)}
          />
        </label>
      )}
    </>
  );
};
