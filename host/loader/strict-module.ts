/** Names that module loaders ask of any module to find out what it is. */
const ASKED_BY_LOADERS = new Set(['default', 'then', 'toJSON', '$$typeof']);

/** A module that names what it lacks: asking for an unknown export is an error that says which, instead of `undefined`. */
export function strictModule<T extends object>(name: string, offered: T): T {
  return new Proxy(offered, {
    get(target, key, receiver) {
      if (key === '__esModule') return true;
      if (typeof key === 'symbol' || key in target || ASKED_BY_LOADERS.has(key)) return Reflect.get(target, key, receiver);
      throw new Error(`This host does not offer “${key}” of ${name}`);
    },
  });
}
