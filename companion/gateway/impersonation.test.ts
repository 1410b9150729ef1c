import type { IncomingHttpHeaders } from 'node:http';
import { expect, it } from 'vitest';
import { translateImpersonation } from './impersonation';

function translated(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  translateImpersonation(headers);
  return headers;
}

it('leaves requests of nobody else alone', () => {
  expect(translated({ accept: 'x', 'sec-websocket-protocol': 'binary, plain.kubevirt.io' })).toEqual({ accept: 'x', 'sec-websocket-protocol': 'binary, plain.kubevirt.io' });
});

it("reads groups from the console's own header, and from those that Node has joined", () => {
  expect(translated({ 'impersonate-user': 'jane', 'x-console-impersonate-groups': 'devs, ops' })).toEqual({ 'impersonate-user': 'jane', 'impersonate-group': ['devs', 'ops'] });
  expect(translated({ 'impersonate-user': 'jane', 'impersonate-group': 'devs, ops' })).toEqual({ 'impersonate-user': 'jane', 'impersonate-group': ['devs', 'ops'] });
});

it('reads user and groups from subprotocols and passes the others on', () => {
  const encode = (text: string) => Buffer.from(text).toString('base64').replaceAll('=', '_').replaceAll('/', '-');
  const offered = `Impersonate-User.${encode('jané?>')}, Impersonate-Group.${encode('devs')}`;
  expect(translated({ 'sec-websocket-protocol': `${offered}, plain.kubevirt.io` })).toEqual({
    'impersonate-user': 'jané?>',
    'impersonate-group': ['devs'],
    'sec-websocket-protocol': 'plain.kubevirt.io',
  });
});

it('keeps one subprotocol for the browser to be given back', () => {
  const only = `Impersonate-User.${Buffer.from('jane').toString('base64')}`;
  expect(translated({ 'sec-websocket-protocol': only })).toEqual({ 'impersonate-user': 'jane', 'sec-websocket-protocol': only });
});
