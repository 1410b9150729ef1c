import { parse } from 'yaml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bareKinds } from '../../kinds/registry';
import type { Clock } from '../../lib/clock';
import { startApi } from '../../test-support/api/start-api';
import type { StartedApi } from '../../test-support/api/start-api';
import { watchHttp, watchSocket } from '../../test-support/api/watch-client';
import type { SeenEvent, WatchClient } from '../../test-support/api/watch-client';
import { WIDGETS, gadget, widget, widgetBody } from '../../test-support/api/widget';

let api: StartedApi;
let clock: ReturnType<typeof manualClock>;
const open: WatchClient[] = [];

/** Time that passes only when a test says so. */
function manualClock() {
  const tasks = new Map<object, { at: number; task(): void }>();
  let now = Date.now();
  const after: Clock['after'] = (ms, task) => {
    const key = {};
    tasks.set(key, { at: now + ms, task });
    return () => void tasks.delete(key);
  };
  return {
    now: () => now,
    after,
    pass(ms: number) {
      now += ms;
      for (const [key, { at, task }] of [...tasks]) {
        if (at > now || !tasks.delete(key)) continue;
        task();
      }
    },
  };
}

beforeEach(async () => {
  clock = manualClock();
  api = await startApi({ definitions: [...bareKinds(), widget, gadget], namespaces: ['default', 'other'], clock });
});
afterEach(async () => {
  for (const watch of open.splice(0)) watch.close();
  await api.stop();
});

async function watch(path: string, headers: Record<string, string> = {}): Promise<WatchClient> {
  const client = await watchHttp(`${api.url}${path}`, headers);
  open.push(client);
  return client;
}

async function socket(path: string, options?: Parameters<typeof watchSocket>[1]): Promise<WatchClient> {
  const client = await watchSocket(`${api.url}${path}`, options);
  open.push(client);
  return client;
}

const make = (name: string, labels: Record<string, string> = {}) => api.call('POST', WIDGETS, widgetBody(name, { size: 1 }, { labels }));
const short = ({ type, object }: SeenEvent) => [type, object.metadata?.name];

describe('a watch', () => {
  it('begins with what exists, sorted, and goes on with changes in order', async () => {
    await make('b');
    await make('a');
    const seen = await watch(`${WIDGETS}?watch=true`);
    expect(short(await seen.next())).toEqual(['ADDED', 'a']);
    expect(short(await seen.next())).toEqual(['ADDED', 'b']);
    await api.call('PATCH', `${WIDGETS}/a`, { spec: { size: 2 } });
    await api.call('DELETE', `${WIDGETS}/a`);
    const modified = await seen.next();
    const deleted = await seen.next();
    expect([short(modified), short(deleted)]).toEqual([['MODIFIED', 'a'], ['DELETED', 'a']]);
    expect(Number(deleted.object.metadata?.resourceVersion)).toBeGreaterThan(Number(modified.object.metadata?.resourceVersion));
    expect([deleted.object.spec?.size, deleted.object.kind, deleted.object.apiVersion]).toEqual([2, 'Widget', 'example.com/v1']);
  });

  it('resumes after a resourceVersion without loss or repetition', async () => {
    const { body } = await make('a');
    await make('b');
    await api.call('DELETE', `${WIDGETS}/a`);
    const seen = await watch(`${WIDGETS}?watch=1&resourceVersion=${body.metadata?.resourceVersion}`);
    expect(short(await seen.next())).toEqual(['ADDED', 'b']);
    expect(short(await seen.next())).toEqual(['DELETED', 'a']);
  });

  it('goes by the old path, also of one object', async () => {
    await make('a');
    await make('b');
    expect(short(await (await watch('/apis/example.com/v1/watch/namespaces/default/widgets/b')).next())).toEqual(['ADDED', 'b']);
    expect(short(await (await watch('/apis/example.com/v1/watch/namespaces/default/widgets')).next())).toEqual(['ADDED', 'a']);
  });

  it('of an object path is an ordinary GET', async () => {
    await make('a');
    expect((await api.call('GET', `${WIDGETS}/a?watch=true`)).body.kind).toBe('Widget');
  });

  it('sees only its namespace', async () => {
    const seen = await watch('/apis/example.com/v1/namespaces/other/widgets?watch=true');
    await make('a');
    await api.call('POST', '/apis/example.com/v1/namespaces/other/widgets', widgetBody('mine'));
    expect(short(await seen.next())).toEqual(['ADDED', 'mine']);
  });

  it('shows an object that begins to match as new and one that ceases to match as deleted', async () => {
    await make('a', { x: '1' });
    const seen = await watch(`${WIDGETS}?watch=true&labelSelector=x%3D1`);
    await seen.next();
    const left = await api.call('PATCH', `${WIDGETS}/a`, { metadata: { labels: { x: '2' } } });
    const gone = await seen.next();
    expect([short(gone), gone.object.metadata?.labels, gone.object.metadata?.resourceVersion]).toEqual([['DELETED', 'a'], { x: '1' }, left.body.metadata?.resourceVersion]);
    await api.call('PATCH', `${WIDGETS}/a`, { metadata: { labels: { x: '1' } } });
    expect(short(await seen.next())).toEqual(['ADDED', 'a']);
  });

  it('of one name needs no other event', async () => {
    const seen = await watch(`${WIDGETS}?watch=true&fieldSelector=metadata.name%3Db`);
    await make('a');
    await make('b');
    expect(short(await seen.next())).toEqual(['ADDED', 'b']);
  });

  it('says when finalizers hold an object, and when it is gone', async () => {
    await api.call('POST', WIDGETS, widgetBody('held', { size: 1 }, { finalizers: ['example.com/a'] }));
    const seen = await watch(`${WIDGETS}?watch=true`);
    await seen.next();
    await api.call('DELETE', `${WIDGETS}/held`);
    const marked = await seen.next();
    expect([marked.type, Boolean(marked.object.metadata?.deletionTimestamp)]).toEqual(['MODIFIED', true]);
    await api.call('PATCH', `${WIDGETS}/held`, { metadata: { finalizers: null } });
    expect((await seen.next()).type).toBe('DELETED');
  });

  it('in the future is accepted and silent', async () => {
    const seen = await watch(`${WIDGETS}?watch=true&resourceVersion=99999999`);
    await make('a');
    expect([seen.status, seen.events]).toEqual([200, []]);
  });

  it('from before all history gets an ERROR with 410 and ends', async () => {
    const seen = await watch(`${WIDGETS}?watch=true&resourceVersion=1`);
    const { type, object } = await seen.next();
    expect([seen.status, type, object.code, object.message]).toEqual([200, 'ERROR', 410, `too old resource version: 1 (${api.store.journal.compacted})`]);
    await seen.ended;
  });

  it('ends after timeoutSeconds', async () => {
    const seen = await watch(`${WIDGETS}?watch=true&timeoutSeconds=30`);
    clock.pass(30_000);
    await seen.ended;
  });

  it.each([
    ['resourceVersion=abc', 500, /^resourceVersion: Invalid value: "abc": strconv.ParseUint/],
    ['sendInitialEvents=true', 422, /resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan$/],
    ['resourceVersionMatch=NotOlderThan', 422, /resourceVersionMatch/],
  ])('with %s is refused', async (query, code, message) => {
    const { status, body } = await api.call('GET', `${WIDGETS}?watch=true&${query}`);
    expect(status).toBe(code);
    expect(body.message).toMatch(message);
  });

  it('does not speak YAML, and says so in YAML', async () => {
    const { status, text } = await api.call('GET', `${WIDGETS}?watch=true`, undefined, { accept: 'application/yaml' });
    expect([status, (parse(text) as { message: string }).message]).toEqual([
      406,
      'only the following media types are accepted: application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch',
    ]);
  });
});

describe('bookmarks', () => {
  it('come after a minute and before an announced end', async () => {
    const seen = await watch(`${WIDGETS}?watch=true&allowWatchBookmarks=true&timeoutSeconds=100`);
    clock.pass(60_000);
    const { type, object } = await seen.next();
    expect([type, object]).toEqual(['BOOKMARK', { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { resourceVersion: String(api.store.revision) } }]);
    clock.pass(38_000);
    expect((await seen.next()).type).toBe('BOOKMARK');
  });

  it('mark the end of the initial events', async () => {
    await make('a');
    const seen = await watch(`${WIDGETS}?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`);
    expect(short(await seen.next())).toEqual(['ADDED', 'a']);
    const { type, object } = await seen.next();
    expect([type, object.metadata?.annotations]).toEqual(['BOOKMARK', { 'k8s.io/initial-events-end': 'true' }]);
    await make('b');
    expect(short(await seen.next())).toEqual(['ADDED', 'b']);
  });
});

describe('tables and metadata', () => {
  it('say what the columns are only once', async () => {
    await make('a');
    await make('b');
    const seen = await watch(`${WIDGETS}?watch=true`, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' });
    const [first, second] = [(await seen.next()).object, (await seen.next()).object];
    expect([first.kind, first.columnDefinitions?.length, first.rows?.[0]?.cells[0]]).toEqual(['Table', 5, 'a']);
    expect([second.columnDefinitions, second.rows?.length]).toEqual([null, 1]);
  });

  it('can be all a watch shows', async () => {
    await make('a');
    const seen = await watch(`${WIDGETS}?watch=true`, { accept: 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io' });
    const { object } = await seen.next();
    expect([object.kind, object.spec, object.metadata?.name]).toEqual(['PartialObjectMetadata', undefined, 'a']);
  });
});

describe('over a WebSocket', () => {
  it('each event is a text message', async () => {
    await make('a');
    const seen = await socket(`${WIDGETS}?watch=true`);
    expect(short(await seen.next())).toEqual(['ADDED', 'a']);
    await make('b');
    expect(short(await seen.next())).toEqual(['ADDED', 'b']);
  });

  it('the end is a close frame', async () => {
    const seen = await socket(`${WIDGETS}?watch=true&timeoutSeconds=1`);
    clock.pass(1000);
    await seen.ended;
  });

  it.each([undefined, 'null'])('the origin %s is refused with 403', async (origin) => {
    await expect(socket(`${WIDGETS}?watch=true`, { origin })).rejects.toThrow('refused with 403');
  });

  it('a protocol next to the token is echoed, the token alone or two others are not', async () => {
    const origin = 'http://localhost';
    const token = 'base64url.bearer.authorization.k8s.io.dG9rZW4';
    const seen = await socket(`${WIDGETS}?watch=true`, { origin, protocols: [token, 'base64.binary.k8s.io'] });
    expect(seen.socket?.protocol).toBe('base64.binary.k8s.io');
    await expect(socket(`${WIDGETS}?watch=true`, { origin, protocols: [token] })).rejects.toThrow('refused with 401');
    await expect(socket(`${WIDGETS}?watch=true`, { origin, protocols: ['a', 'b'] })).rejects.toThrow('refused with 400');
  });

  it('a refusal is an ordinary answer', async () => {
    await expect(socket('/apis/example.com/v1/nonsense?watch=true')).rejects.toThrow('refused with 404');
    await expect(socket(`${WIDGETS}?watch=true&labelSelector=a(`)).rejects.toThrow('refused with 400');
  });

  it('a client that talks too much is cut off, and nobody else notices', async () => {
    const loud = await socket(`${WIDGETS}?watch=true`);
    const quiet = await socket(`${WIDGETS}?watch=true`);
    loud.socket?.on('error', () => undefined);
    loud.socket?.send('x'.repeat(1_000_000));
    await loud.ended;
    await make('a');
    expect(short(await quiet.next())).toEqual(['ADDED', 'a']);
  });

  it('a list that is not watched is answered as such', async () => {
    await expect(socket(WIDGETS)).rejects.toThrow('refused with 200');
  });
});
