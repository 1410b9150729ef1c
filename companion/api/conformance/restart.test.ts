import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bareKinds } from '../../kinds/registry';
import { startApi } from '../../test-support/api/start-api';
import type { StartedApi } from '../../test-support/api/start-api';
import { watchHttp } from '../../test-support/api/watch-client';
import { WIDGETS, widget, widgetBody } from '../../test-support/api/widget';

let folder: string;
let api: StartedApi;

const start = () => startApi({ definitions: [...bareKinds(), widget], folder });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'virtdeck-restart-'));
  api = await start();
  for (const name of ['a', 'b', 'c']) await api.call('POST', WIDGETS, widgetBody(name));
});
afterEach(async () => {
  await api.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function restart(): Promise<void> {
  await api.stop();
  api = await start();
}

describe('after a restart', () => {
  it('every object is as it was', async () => {
    const before = (await api.call('GET', WIDGETS)).body.items;
    await restart();
    expect((await api.call('GET', WIDGETS)).body.items).toEqual(before);
  });

  it('resourceVersions go on above those handed out before', async () => {
    const { revision } = api.store;
    await restart();
    const { body } = await api.call('POST', WIDGETS, widgetBody('d'));
    expect(Number(body.metadata?.resourceVersion)).toBeGreaterThan(revision);
  });

  it('a continue token goes on where it was, on the state it was made for', async () => {
    const { body: first } = await api.call('GET', `${WIDGETS}?limit=1`);
    await api.call('DELETE', `${WIDGETS}/b`);
    await restart();
    const next = await api.call('GET', `${WIDGETS}?continue=${first.metadata?.continue}`);
    expect([next.body.metadata?.resourceVersion, next.body.items?.map(({ metadata }) => metadata?.name)]).toEqual([first.metadata?.resourceVersion, ['b', 'c']]);
  });

  it('a watch goes on from the version it has seen', async () => {
    const { revision } = api.store;
    await api.call('DELETE', `${WIDGETS}/b`);
    await restart();
    const seen = await watchHttp(`${api.url}${WIDGETS}?watch=true&resourceVersion=${revision}`);
    await api.call('POST', WIDGETS, widgetBody('d'));
    const events = [await seen.next(), await seen.next()];
    expect(events.map(({ type, object }) => [type, object.metadata?.name])).toEqual([['DELETED', 'b'], ['ADDED', 'd']]);
    seen.close();
  });
});

/** A version from before all that is remembered. */
const FORGOTTEN = 1;

describe('what is too old to be remembered', () => {
  it('is 410 for a continue token, and comes with one that goes on', async () => {
    const token = Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: FORGOTTEN, start: '/a\u0000' })).toString('base64url');
    const { status, body } = await api.call('GET', `${WIDGETS}?limit=1&continue=${token}`);
    expect([status, body.reason]).toEqual([410, 'Expired']);
    expect(body.message).toMatch(/^The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter/);
    const next = await api.call('GET', `${WIDGETS}?continue=${body.metadata?.continue}`);
    expect(next.body.items?.map(({ metadata }) => metadata?.name)).toEqual(['b', 'c']);
  });

  it('is 410 for a list of an exact version', async () => {
    const { status, body } = await api.call('GET', `${WIDGETS}?resourceVersion=${FORGOTTEN}&resourceVersionMatch=Exact`);
    expect([status, body.reason, body.message]).toEqual([410, 'Expired', 'The resourceVersion for the provided list is too old.']);
  });

  it('is an ERROR with 410 for a watch, which ends', async () => {
    const seen = await watchHttp(`${api.url}${WIDGETS}?watch=true&resourceVersion=${FORGOTTEN}`);
    const { type, object } = await seen.next();
    expect([seen.status, type, object]).toEqual([
      200,
      'ERROR',
      {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: `too old resource version: ${FORGOTTEN} (${api.store.journal.compacted})`,
        reason: 'Expired',
        code: 410,
      },
    ]);
    await seen.ended;
  });
});
