import { describe, expect, it } from 'vitest';
import { type InstanceFacts, nextStep, openRequests, type RunStrategy, type Situation } from './run-strategy';

const running: InstanceFacts = { uid: 'u1', deleting: false };
const succeeded: InstanceFacts = { ...running, final: 'Succeeded' };
const failed: InstanceFacts = { ...running, final: 'Failed' };
const start = { action: 'Start' };
const stop = { action: 'Stop', uid: 'u1' };

function step(strategy: RunStrategy, instance: InstanceFacts | undefined, rest: Partial<Situation> = {}) {
  const next = nextStep({ strategy, actedOn: strategy, requests: [], ...(instance ? { instance } : {}), ...rest });
  return next.do === 'delete' && next.thenStart ? 'delete, then start' : next.do === 'create' && next.paused ? 'create paused' : next.do;
}

const matrix: Record<RunStrategy, { none: string; running: string; succeeded: string; failed: string }> = {
  Always: { none: 'create', running: 'nothing', succeeded: 'delete', failed: 'delete' },
  RerunOnFailure: { none: 'nothing', running: 'nothing', succeeded: 'delete', failed: 'delete, then start' },
  Manual: { none: 'nothing', running: 'nothing', succeeded: 'nothing', failed: 'nothing' },
  Once: { none: 'create', running: 'nothing', succeeded: 'nothing', failed: 'nothing' },
  Halted: { none: 'nothing', running: 'delete', succeeded: 'delete', failed: 'delete' },
  WaitAsReceiver: { none: 'nothing', running: 'nothing', succeeded: 'nothing', failed: 'nothing' },
};

describe('run strategies without requests', () => {
  it.each(Object.entries(matrix))('%s', (name, expected) => {
    const strategy = name as RunStrategy;
    expect({
      none: step(strategy, undefined),
      running: step(strategy, running),
      succeeded: step(strategy, succeeded),
      failed: step(strategy, failed),
    }).toEqual(expected);
  });

  it('does nothing while the instance is going', () => {
    for (const name of Object.keys(matrix)) expect(step(name as RunStrategy, { ...running, deleting: true })).toBe('nothing');
  });
});

describe('run strategies with requests', () => {
  it('a start request makes an instance under Manual and RerunOnFailure', () => {
    expect(step('Manual', undefined, { requests: [start] })).toBe('create');
    expect(step('RerunOnFailure', undefined, { requests: [start] })).toBe('create');
  });

  it('RerunOnFailure starts when the strategy was just set', () => {
    expect(step('RerunOnFailure', undefined, { actedOn: 'Halted' })).toBe('create');
  });

  it('a paused start of a halted machine sets Always, which then creates it paused', () => {
    const request = { action: 'Start', data: { paused: 'true' } };
    expect(step('Halted', undefined, { requests: [request] })).toBe('run-always');
    expect(step('Always', undefined, { requests: [request] })).toBe('create paused');
  });

  it('a stop request counts only for the instance it names', () => {
    for (const strategy of ['Always', 'RerunOnFailure', 'Manual'] as const) {
      expect(step(strategy, running, { requests: [stop, start] })).toBe('delete');
      expect(step(strategy, running, { requests: [{ action: 'Stop', uid: 'other' }] })).toBe('nothing');
    }
    expect(step('Once', running, { requests: [stop] })).toBe('nothing');
  });

  it('a stop request removes the finished instance that Manual keeps', () => {
    expect(step('Manual', failed, { requests: [stop, start] })).toBe('delete');
  });

  it('a restart of a failed instance under RerunOnFailure files no second start', () => {
    expect(step('RerunOnFailure', failed, { requests: [stop, start] })).toBe('delete');
  });
});

describe('open requests', () => {
  it('a stop is done when that instance is gone or replaced, a start when an instance exists', () => {
    expect(openRequests([stop, start], running)).toEqual([stop, start]);
    expect(openRequests([stop, start], undefined)).toEqual([start]);
    expect(openRequests([stop, start], { uid: 'u2', deleting: false })).toEqual([]);
    expect(openRequests([start], undefined)).toEqual([start]);
    expect(openRequests([start], running)).toEqual([]);
  });
});
