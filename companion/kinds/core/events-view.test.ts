import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StartedApi } from '../../test-support/api/start-api';
import { startApi } from '../../test-support/api/start-api';

const HERE = '/apis/events.k8s.io/v1/namespaces/default/events';
const CORE = '/api/v1/namespaces/default/events';

describe('events.k8s.io', () => {
  let server: StartedApi;
  beforeAll(async () => {
    server = await startApi();
  });
  afterAll(() => server.stop());

  it('shows events of the core group under its own names', async () => {
    await server.call('POST', CORE, { metadata: { name: 'e1' }, involvedObject: { kind: 'Pod', name: 'p', namespace: 'default' }, message: 'hello', count: 2, type: 'Normal' });
    expect((await server.call('GET', `${HERE}/e1`)).body).toMatchObject({
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      regarding: { kind: 'Pod', name: 'p' },
      note: 'hello',
      deprecatedCount: 2,
    });
    expect((await server.call('GET', HERE)).body.items).toHaveLength(1);
  });

  it('writes them there', async () => {
    const made = await server.call('POST', HERE, { apiVersion: 'events.k8s.io/v1', kind: 'Event', metadata: { name: 'e2' }, regarding: { kind: 'Pod', name: 'p', namespace: 'default' }, note: 'there' });
    expect([made.status, made.body.note]).toEqual([201, 'there']);
    expect((await server.call('GET', `${CORE}/e2`)).body).toMatchObject({ involvedObject: { name: 'p' }, message: 'there' });
    await server.call('DELETE', `${HERE}/e2`);
    expect((await server.call('GET', `${CORE}/e2`)).status).toBe(404);
    expect((await server.call('GET', `${HERE}/e2`)).body.message).toBe('events.events.k8s.io "e2" not found');
  });
});
