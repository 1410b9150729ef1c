import { KubeConfig, makeInformer } from '@kubernetes/client-node';
import type { KubernetesListObject, KubernetesObject } from '@kubernetes/client-node';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KindRef } from '../../../contracts/kinds';
import { bareKinds } from '../../kinds/registry';
import { startApi } from '../../test-support/api/start-api';
import type { StartedApi } from '../../test-support/api/start-api';
import { WIDGETS, widget, widgetBody } from '../../test-support/api/widget';

let folder: string;
let api: StartedApi;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'virtdeck-informer-'));
  api = await startApi({ definitions: [...bareKinds(), widget], folder });
});
afterEach(async () => {
  await api.stop();
  rmSync(folder, { recursive: true, force: true });
});

const WidgetKind: KindRef = { group: 'example.com', version: 'v1', kind: 'Widget', plural: 'widgets', namespaced: true };

/** The informer of the official client, and what it believes exists. */
function startInformer() {
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [{ name: 'c', server: api.url, skipTLSVerify: true }],
    users: [{ name: 'u' }],
    contexts: [{ name: 'x', cluster: 'c', user: 'u' }],
    currentContext: 'x',
  });
  const known = new Set<string>();
  const waiting: { wanted: string[]; resolve(): void }[] = [];
  const changed = () => {
    for (const { wanted, resolve } of waiting) if ([...known].sort().join() === wanted.join()) resolve();
  };
  const list = async (): Promise<KubernetesListObject<KubernetesObject>> => {
    const { body } = await api.call('GET', WIDGETS);
    return { apiVersion: 'example.com/v1', kind: 'WidgetList', metadata: { resourceVersion: body.metadata?.resourceVersion ?? '' }, items: (body.items ?? []) as KubernetesObject[] };
  };
  const informer = makeInformer(config, WIDGETS, list);
  const name = (object: KubernetesObject) => object.metadata?.name ?? '';
  informer.on('add', (object) => (known.add(name(object)), changed()));
  informer.on('delete', (object) => (known.delete(name(object)), changed()));
  const errors: string[] = [];
  informer.on('error', (error: unknown) => {
    errors.push(String(error));
    void informer.start();
  });
  return { informer, errors, until: (...wanted: string[]) => new Promise<void>((resolve) => (waiting.push({ wanted, resolve }), changed())) };
}

const make = (name: string) => api.call('POST', WIDGETS, widgetBody(name));

describe('the informer of the official client', () => {
  it('sees what is there and what comes and goes', async () => {
    await make('a');
    const { informer, until } = startInformer();
    await informer.start();
    await until('a');
    await make('b');
    await until('a', 'b');
    await api.call('DELETE', `${WIDGETS}/a`);
    await until('b');
    await informer.stop();
  });

  it('finds its way after the server was away and its version is too old', async () => {
    await make('a');
    const { informer, until, errors } = startInformer();
    await informer.start();
    await until('a');
    const { port } = new URL(api.url);
    await api.stop();
    api = await startApi({ definitions: [...bareKinds(), widget], folder, port: Number(port) });
    await api.client.create(WidgetKind, widgetBody('b', { size: 1 }, { namespace: 'default' }));
    await api.client.delete(WidgetKind, 'a', 'default');
    await until('b');
    expect(errors).not.toEqual([]);
    await informer.stop();
  });
});
