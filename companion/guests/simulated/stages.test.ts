import { expect, test } from 'vitest';
import { stageFor, type Stage } from './stages';

const stage = (name: string, selector: Stage['selector']): Stage => ({ name, selector, delayMs: 0, jitterMs: 0, next: {} });
const situation = { state: 'running', agent: 'absent', request: 'none' } as const;

test('the first stage that matches in everything it names is taken', () => {
  const stages = [
    stage('other state', { state: 'paused' }),
    stage('annotated', { state: 'running', annotations: { a: '1' } }),
    stage('any', { state: 'running' }),
  ];
  expect(stageFor(stages, situation, {})?.name).toBe('any');
  expect(stageFor(stages, situation, { a: '1', b: '2' })?.name).toBe('annotated');
  expect(stageFor(stages, { ...situation, state: 'crashed' }, {})).toBeUndefined();
});
