import { expect, test } from 'vitest';
import { createTaskQueue } from './task-queue';

test('tasks run one after the other, also after one that failed', async () => {
  const inOrder = createTaskQueue();
  const steps: string[] = [];
  const task = (name: string, fails = false) => async () => {
    steps.push(`${name} begins`);
    await Promise.resolve();
    steps.push(`${name} ends`);
    if (fails) throw new Error(name);
    return name;
  };
  const failing = expect(inOrder(task('one', true))).rejects.toThrow('one');
  const second = inOrder(task('two'));
  await failing;
  expect(await second).toBe('two');
  expect(steps).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
});
