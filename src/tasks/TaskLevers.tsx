import { Button } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import type { Lever } from './task-channel';
import { isOwn, steer } from './task-store';
import type { Task, TaskCounts } from './types';

/** Pause, resume, cancel, retry, more or fewer at once: here, or in the tab where the task runs. */
export const TaskLevers = ({ task, counts }: { task: Task; counts: TaskCounts }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const isLive = task.state === 'running' || task.state === 'paused';
  const lever = (verb: Lever, label: string) => (
    <Button variant="link" isInline data-test={`task-${verb}`} onClick={() => steer(task.id, verb)}>
      {label}
    </Button>
  );
  return (
    <>
      {isLive && !isOwn(task.id) && <span>{t('Runs in another tab')}</span>}
      {task.state === 'running' && counts.open > 1 && lever('pause', t('Pause the queue'))}
      {task.state === 'paused' && lever('resume', t('Resume'))}
      {task.state === 'interrupted' && counts.open > 0 && lever('resume', t('Retry the rest'))}
      {task.state !== 'ended' && counts.open > 0 && lever('cancel', t('Cancel the rest'))}
      {task.state === 'ended' && counts.failed > 0 && lever('retryFailed', t('Retry what failed'))}
      {task.state === 'running' && counts.open > 1 && (
        <label>
          {t('At the same time')}{' '}
          <input
            type="number"
            min={1}
            max={50}
            value={task.concurrency}
            onChange={(event) => steer(task.id, 'setConcurrency', event.currentTarget.valueAsNumber || 1)}
          />
        </label>
      )}
    </>
  );
};
