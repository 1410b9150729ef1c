import { mkdtempSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { safePath } from './files';
import { refusesCsrf, refusesOrigin } from './security';

const request = (headers: Record<string, string>, method = 'GET') => ({ headers, method }) as unknown as IncomingMessage;
const none = new Set<string>();

describe('host and origin', () => {
  it.each(['127.0.0.1:9000', 'localhost:9000', '[::1]:9000'])('serves loopback as %s', (host) => {
    expect(refusesOrigin(request({ host }), none)).toBeUndefined();
  });

  it('refuses a foreign name, as DNS rebinding would send it', () => {
    expect(refusesOrigin(request({ host: 'evil.example:9000' }), none)).toContain('evil.example');
  });

  it('serves a name it was told to', () => {
    expect(refusesOrigin(request({ host: 'console.lab:9000' }), new Set(['console.lab']))).toBeUndefined();
  });

  it('refuses a page from another origin, and one from another port', () => {
    expect(refusesOrigin(request({ host: 'localhost:9000', origin: 'http://evil.example' }), none)).toBeDefined();
    expect(refusesOrigin(request({ host: 'localhost:9000', origin: 'http://localhost:9001' }), none)).toBeDefined();
    expect(refusesOrigin(request({ host: 'localhost:9000', origin: 'null' }), none)).toBeDefined();
    expect(refusesOrigin(request({ host: 'localhost:9000', origin: 'http://localhost:9000' }), none)).toBeUndefined();
  });
});

describe('CSRF', () => {
  it('lets reading pass', () => {
    expect(refusesCsrf(request({}))).toBeUndefined();
  });

  it('wants the cookie back in the header', () => {
    expect(refusesCsrf(request({}, 'POST'))).toBe('invalid CSRFToken: no CSRF Cookie found in request');
    expect(refusesCsrf(request({ cookie: 'csrf-token=abc', 'x-csrftoken': 'abd' }, 'POST'))).toBe('invalid CSRFToken: CSRF token does not match CSRF cookie');
    expect(refusesCsrf(request({ cookie: 'csrf-token=abc', 'x-csrftoken': 'abc' }, 'DELETE'))).toBeUndefined();
  });

  it('does not ask it of a client with a token of its own', () => {
    expect(refusesCsrf(request({ authorization: 'Bearer x' }, 'POST'))).toBeUndefined();
  });
});

describe('paths of files', () => {
  const root = mkdtempSync(join(tmpdir(), 'files-'));
  writeFileSync(join(root, 'a.js'), '');

  it.each(['../etc/passwd', '%2e%2e/etc/passwd', '..%2fetc/passwd', 'a%00.js', '..\\x', '%', ''])('never leave the root: %j', (path) => {
    expect(safePath(root, path)).toBeUndefined();
  });

  it('stay what they are below it', () => {
    expect(safePath(root, 'a.js')).toBe(join(root, 'a.js'));
  });
});
