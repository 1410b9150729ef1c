import { Button } from '@patternfly/react-core';
import { Suspense, lazy, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../components/ui/Icon';
import { taskStore } from '../tasks/task-store';
import styles from './virtdeck-page.module.css';

const TaskPanel = lazy(() => import(/* webpackChunkName: "task-panel" */ '../tasks/TaskPanel'));

/** In the corner as soon as something was started; opens the task panel. */
export const TaskButton = () => {
  const { t } = useTranslation('plugin__virtdeck');
  const [open, setOpen] = useState(false);
  const tasks = useSyncExternalStore(taskStore.subscribe, taskStore.snapshot);
  if (tasks.length === 0) return null;
  const running = tasks.filter((task) => task.state === 'running').length;
  const interrupted = tasks.filter((task) => task.state === 'interrupted').length;
  const words = interrupted > 0 ? t('{{count}} interrupted', { count: interrupted }) : t('Tasks');
  return (
    <>
      <Button
        className={styles.tasks}
        variant="secondary"
        size="sm"
        icon={<Icon name={running > 0 ? 'progress' : 'history'} />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        data-test="tasks"
      >
        {running > 0 ? t('{{count}} running', { count: running }) : words}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <TaskPanel onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
};
