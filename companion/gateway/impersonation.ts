import type { IncomingHttpHeaders } from 'node:http';

const CONSOLE_GROUPS = 'x-console-impersonate-groups';
const PROTOCOL = /^Impersonate-(User|Group)\.(.+)$/;

const list = (text: string | string[] | undefined) => (Array.isArray(text) ? text : (text ?? '').split(',')).map((part) => part.trim()).filter((part) => part !== '');

/** Base64 with characters that a subprotocol may have: the console writes `_` for `=` and `-` for `/`. */
const decode = (text: string) => Buffer.from(text.replaceAll('_', '=').replaceAll('-', '/'), 'base64').toString('utf8');

function readProtocols(headers: IncomingHttpHeaders, groups: string[]): void {
  const offered = list(headers['sec-websocket-protocol']);
  const others = offered.filter((protocol) => !PROTOCOL.test(protocol));
  if (others.length === offered.length) return;
  for (const protocol of offered) {
    const [, kind, value = ''] = PROTOCOL.exec(protocol) ?? [];
    if (kind === 'User') headers['impersonate-user'] = decode(value);
    else if (kind === 'Group') groups.push(decode(value));
  }
  // A browser that offers protocols wants one back: with no other it gets the last of these.
  headers['sec-websocket-protocol'] = others.length > 0 ? others.join(', ') : (offered.at(-1) ?? '');
}

/**
 * Turns the console's ways to name an impersonated user into the headers that an API server reads: groups joined by commas in
 * one header, and for WebSockets, which cannot have headers, subprotocols.
 */
export function translateImpersonation(headers: IncomingHttpHeaders): void {
  const groups = [...list(headers['impersonate-group']), ...list(headers[CONSOLE_GROUPS])];
  delete headers[CONSOLE_GROUPS];
  readProtocols(headers, groups);
  if (groups.length > 0) headers['impersonate-group'] = groups;
}
