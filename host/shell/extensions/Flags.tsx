import { useExtensions, usePluginStore, useResolvedExtensions } from '@openshift/dynamic-plugin-sdk';
import type {
  FeatureFlag,
  FeatureFlagHookProvider,
  ModelFeatureFlag,
  SetFeatureFlag,
} from '@openshift-console/dynamic-plugin-sdk';
import {
  isFeatureFlag,
  isFeatureFlagHookProvider,
  isModelFeatureFlag,
} from '@openshift-console/dynamic-plugin-sdk/lib/extensions/feature-flags';
import { useCallback, useEffect } from 'react';
import { discoverGroupVersion } from '../../console-sdk/discovery';

/** Sets the feature flags plugins declare: by handler, by hook, or by whether the cluster knows a kind. */
export const Flags = () => {
  const store = usePluginStore();
  const set = useCallback<SetFeatureFlag>((flag, enabled) => store.setFeatureFlags({ [flag]: enabled }), [store]);
  const [handlers] = useResolvedExtensions<FeatureFlag>(isFeatureFlag);
  const [hooks] = useResolvedExtensions<FeatureFlagHookProvider>(isFeatureFlagHookProvider);
  const models = useExtensions<ModelFeatureFlag>(isModelFeatureFlag);

  useEffect(() => {
    for (const { properties } of handlers) properties.handler(set);
  }, [handlers, set]);

  useEffect(() => {
    for (const { properties } of models) void setByModel(properties, set);
  }, [models, set]);

  return hooks.map(({ uid, properties }) => <HookFlag key={uid} useFlagHandler={properties.handler} set={set} />);
};

interface HookFlagProps {
  useFlagHandler: (set: SetFeatureFlag) => void;
  set: SetFeatureFlag;
}

const HookFlag = ({ useFlagHandler, set }: HookFlagProps) => {
  useFlagHandler(set);
  return null;
};

async function setByModel({ flag, model }: ModelFeatureFlag['properties'], set: SetFeatureFlag): Promise<void> {
  try {
    const kinds = await discoverGroupVersion(model.group, model.version);
    set(
      flag,
      kinds.some((each) => each.kind === model.kind),
    );
  } catch (error) {
    console.error(`Discovery of ${model.group}/${model.version} failed; ${flag} stays unset`, error);
  }
}
