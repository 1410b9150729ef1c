import { expect, it } from 'vitest';
import { routesOf } from './page-routes';

it('every path of an extension is a route; an inexact one takes what is below it', () => {
  const component = () => Promise.resolve(() => null);
  const exact = { uid: 'a', properties: { path: ['/x', '/y/:name'], exact: true, component } };
  const open = { uid: 'b', properties: { path: '/z/', component } };
  expect(routesOf([exact, open]).map((each) => [each.uid, each.path])).toEqual([
    ['a', '/x'],
    ['a', '/y/:name'],
    ['b', '/z/*'],
  ]);
});
