/// <reference types="node" />
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleFetch, consoleFetchJSON, consoleFetchText } from './console-fetch';
import { HttpError, TimeoutError } from './http-error';
import { csrfToken, headersFor } from './request-headers';

let server: Server;
let base = '';
let busy = 0;

function answer(req: IncomingMessage, res: ServerResponse): void {
  const json = (code: number, value: unknown): void => {
    res.writeHead(code, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
  };
  if (req.url === '/status') return json(403, { message: 'virtualmachines is forbidden', details: {} });
  if (req.url === '/cause') return json(422, { message: 'invalid', details: { causes: [{ message: 'spec.x: required' }] } });
  if (req.url === '/text') return void res.writeHead(502, { 'Content-Type': 'text/plain' }).end('Failed to dial backend\n');
  if (req.url === '/busy') return busy++ < 2 ? void res.writeHead(429, { 'Retry-After': '0.01' }).end() : json(200, { busy });
  if (req.url === '/empty') return void res.writeHead(200).end();
  if (req.url === '/slow') return undefined;
  json(200, { method: req.method, type: req.headers['content-type'], accept: req.headers.accept });
}

beforeAll(async () => {
  server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('the fetch of the console', () => {
  it('rejects with the code and the words of the server', async () => {
    await expect(consoleFetchJSON(`${base}/status`)).rejects.toMatchObject({
      code: 403,
      message: 'virtualmachines is forbidden',
    });
    await expect(consoleFetchJSON(`${base}/cause`)).rejects.toMatchObject({ code: 422, message: 'spec.x: required' });
    await expect(consoleFetchText(`${base}/text`)).rejects.toThrow('Failed to dial backend');
    await expect(consoleFetch(`${base}/status`)).rejects.toBeInstanceOf(HttpError);
  });

  it('asks again twice when the server is busy', async () => {
    await expect(consoleFetchJSON(`${base}/busy`)).resolves.toEqual({ busy: 3 });
  });

  it('sends patches as JSON patches unless told otherwise', async () => {
    await expect(consoleFetchJSON.patch(`${base}/`, [])).resolves.toMatchObject({
      method: 'PATCH',
      type: 'application/json-patch+json',
    });
    const options = { headers: { 'Content-Type': 'application/merge-patch+json' } };
    await expect(consoleFetchJSON.patch(`${base}/`, {}, options)).resolves.toMatchObject({
      type: 'application/merge-patch+json',
    });
    await expect(consoleFetchJSON.post(`${base}/`, {})).resolves.toMatchObject({ method: 'POST', type: 'application/json' });
  });

  it('takes an empty answer for an empty object', async () => {
    await expect(consoleFetchJSON.delete(`${base}/empty`)).resolves.toEqual({});
  });

  it('gives up in time', async () => {
    await expect(consoleFetch(`${base}/slow`, {}, 30)).rejects.toBeInstanceOf(TimeoutError);
  });
});

describe('the CSRF token', () => {
  const cookies = 'a=b; csrf-token=secret%2B; c=d';

  it('is read from its cookie', () => {
    expect(csrfToken(cookies)).toBe('secret+');
    expect(csrfToken('a=b')).toBe('');
  });

  it('goes with changes on the own origin only', () => {
    expect(headersFor('/api', { method: 'POST' }, cookies).get('X-CSRFToken')).toBe('secret+');
    expect(headersFor('/api', {}, cookies).has('X-CSRFToken')).toBe(false);
    expect(headersFor('https://elsewhere/api', { method: 'POST' }, cookies).has('X-CSRFToken')).toBe(false);
  });
});
