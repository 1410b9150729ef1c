import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../lib/logger';
import type { StartedApi } from '../../../test-support/api/start-api';
import { startApi } from '../../../test-support/api/start-api';
import { serveDefinitions } from '../../crd/serve-definitions';
import type { RawAnswer } from './drive';
import { drive } from './drive';
import type { NormalAnswer } from './normal';
import { normalise } from './normal';
import { apply } from './scripts/apply';
import { custom } from './scripts/custom';
import { lists } from './scripts/lists';
import { metadata } from './scripts/metadata';
import type { Script } from './step';

/**
 * What a real extension API server (k8s.io/apiextensions-apiserver of Kubernetes 1.36 with etcd) has answered to these
 * scripts. With VIRTDECK_REFERENCE_API (a URL that needs no login) they are sent to such a server again and the file is
 * written anew; look at what changes before you keep it.
 */
const FILE = fileURLToPath(new URL('real-answers.json', import.meta.url));
const reference = process.env.VIRTDECK_REFERENCE_API;
const scripts: readonly Script[] = [custom, metadata, apply, lists];

type Recorded = Record<string, Record<string, NormalAnswer>>;

const comparable = (script: Script, answers: Map<string, RawAnswer>): Record<string, NormalAnswer> => {
  const recorded = script.steps.filter(({ unrecorded }) => !unrecorded);
  return Object.fromEntries(recorded.flatMap(({ id }) => (answers.has(id) ? [[id, normalise(answers.get(id) ?? { status: 0, headers: {}, text: '' })]] : [])));
};

async function record(url: string): Promise<Recorded> {
  const out: Recorded = {};
  for (const script of scripts) out[script.name] = comparable(script, await drive({ url }, script.steps));
  const lines = Object.entries(out).map(([name, answers]) => {
    const each = Object.entries(answers).map(([id, answer]) => `    ${JSON.stringify(id)}: ${JSON.stringify(answer)}`);
    return `  ${JSON.stringify(name)}: {\n${each.join(',\n')}\n  }`;
  });
  writeFileSync(FILE, `{\n${lines.join(',\n')}\n}\n`);
  return out;
}

describe.each(scripts)('as a real server answers: $name', (script) => {
  let server: StartedApi;
  let stop: () => void;
  let real: Record<string, NormalAnswer>;
  let ours: Record<string, NormalAnswer>;

  beforeAll(async () => {
    server = await startApi();
    stop = serveDefinitions({ api: server.api, client: server.client, logger: silentLogger });
    const recorded = reference && script === custom ? await record(reference) : (JSON.parse(readFileSync(FILE, 'utf8')) as Recorded);
    real = recorded[script.name] ?? {};
    ours = comparable(script, await drive({ url: server.url }, script.steps));
  }, 180_000);
  afterAll(async () => {
    stop();
    await server.stop();
  });

  it.each(script.steps.filter(({ unrecorded }) => !unrecorded).map(({ id }) => id))('%s', (id) => {
    expect(real[id]).toBeDefined();
    expect(ours[id]).toEqual(real[id]);
  });
});
