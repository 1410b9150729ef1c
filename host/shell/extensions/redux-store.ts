import { applyMiddleware, combineReducers, createStore } from 'redux';
import type { Reducer } from 'redux';
import { thunk } from 'redux-thunk';

type Reducers = Record<string, Reducer>;

/** The store plugins find through react-redux; each reducer works on `plugins.<scope>`, as in the OpenShift Console. */
export const pluginsStore = createStore(rootWith({}), applyMiddleware(thunk));

/** Puts the reducers of all plugins in place. */
export function setPluginReducers(reducers: Reducers): void {
  pluginsStore.replaceReducer(rootWith(reducers));
}

function rootWith(reducers: Reducers): Reducer {
  const plugins: Reducer = Object.keys(reducers).length > 0 ? combineReducers(reducers) : (state: unknown = {}) => state;
  return combineReducers({ plugins });
}
