import { useResolvedExtensions } from '@openshift/dynamic-plugin-sdk';
import type { ReduxReducer } from '@openshift-console/dynamic-plugin-sdk';
import { isReduxReducer } from '@openshift-console/dynamic-plugin-sdk/lib/extensions/redux';
import { useEffect } from 'react';
import { setPluginReducers } from './redux-store';

/** Brings the reducers of plugins into the store. */
export const ReduxReducers = () => {
  const [extensions] = useResolvedExtensions<ReduxReducer>(isReduxReducer);
  useEffect(() => {
    if (extensions.length === 0) return;
    setPluginReducers(Object.fromEntries(extensions.map(({ properties }) => [properties.scope, properties.reducer])));
  }, [extensions]);
  return null;
};
