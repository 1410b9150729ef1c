import { Button, ExpandableSection, Progress, ProgressVariant } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { StatusLabel } from '../components/ui/StatusLabel';
import { vmPath } from '../domain/paths';
import { TaskLevers } from './TaskLevers';
import styles from './tasks.module.css';
import { commandsOf } from './task-runner';
import { countItems } from './types';
import { useCopy } from './use-copy';
import type { ItemState, Task, TaskItem } from './types';

const SHOWN_ITEMS = 100;

const looks: Record<ItemState, { tone: 'success' | 'danger' | 'info' | 'neutral'; icon: string }> = {
  waiting: { tone: 'neutral', icon: 'pending' },
  running: { tone: 'info', icon: 'progress' },
  done: { tone: 'success', icon: 'check' },
  failed: { tone: 'danger', icon: 'danger' },
  cancelled: { tone: 'neutral', icon: 'ban' },
};

const ItemLine = ({ item }: { item: TaskItem }) => (
  <li>
    <StatusLabel {...looks[item.state]}>
      <Link to={vmPath(item.machine)}>{`${item.machine.namespace}/${item.machine.name}`}</Link>
    </StatusLabel>
    {item.message !== undefined && <div className={styles.message}>{item.message}</div>}
  </li>
);

/** The report of a task as text, to paste into a ticket. */
function reportOf(task: Task): string {
  const lines = task.items.map((item) =>
    [item.state, `${item.machine.namespace}/${item.machine.name}`, item.message ?? ''].join('\t').trimEnd(),
  );
  return [`${task.title} (${new Date(task.started).toISOString()})`, ...lines].join('\n');
}

/** One task: how far it is, what became of each machine. */
export const TaskView = ({ task }: { task: Task }) => {
  const { t, i18n } = useTranslation('plugin__virtdeck');
  const counts = countItems(task);
  const copy = useCopy();
  const commands = commandsOf(task);
  const finished = counts.all - counts.open;
  const variant =
    counts.failed > 0 ? ProgressVariant.danger : counts.open === 0 && counts.cancelled === 0 ? ProgressVariant.success : undefined;
  const sorted = [...task.items].sort((left, right) => Number(right.state === 'failed') - Number(left.state === 'failed'));
  return (
    <section className={styles.task} data-test="task" data-state={task.state}>
      <Progress
        size="sm"
        title={task.title}
        value={counts.all === 0 ? 100 : (finished / counts.all) * 100}
        label={
          counts.failed > 0
            ? t('{{done}} of {{all}}, {{failed}} failed', { done: counts.done, all: counts.all, failed: counts.failed })
            : t('{{done}} of {{all}}', { done: counts.done, all: counts.all })
        }
        {...(variant && { variant })}
      />
      <div className={styles.levers}>
        <time dateTime={new Date(task.started).toISOString()}>{new Date(task.started).toLocaleTimeString(i18n.language)}</time>
        {task.state === 'paused' && <span>{t('Paused')}</span>}
        {task.state === 'interrupted' && <span data-test="task-interrupted">{t('Interrupted: its page was closed')}</span>}
        <TaskLevers task={task} counts={counts} />
        <Button variant="link" isInline onClick={() => void copy(reportOf(task))}>
          {t('Copy report')}
        </Button>
        {commands !== '' && (
          <Button variant="link" isInline onClick={() => void copy(commands)}>
            {t('Copy as commands')}
          </Button>
        )}
      </div>
      <ExpandableSection toggleText={t('{{count}} machines', { count: counts.all })}>
        <ul className={styles.items}>
          {sorted.slice(0, SHOWN_ITEMS).map((item) => (
            <ItemLine key={`${item.machine.namespace}/${item.machine.name}`} item={item} />
          ))}
        </ul>
      </ExpandableSection>
    </section>
  );
};
