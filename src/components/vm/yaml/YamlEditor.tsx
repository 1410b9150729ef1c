import { Skeleton } from '@patternfly/react-core';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyKind } from '../../../k8s/types';
import type { KubeObject } from '../../../../contracts/objects';

export interface YamlEditorProps {
  kind: AnyKind;
  /** The live object; undefined while creating, and after it was deleted. */
  object?: KubeObject | undefined;
  /** The object as the server stored it. */
  onSaved(object: KubeObject): void;
  onCancel?: (() => void) | undefined;
  readOnly?: boolean;
  /** Makes a new object of the text instead of changing one. */
  create?: boolean;
  /** The text to begin with when creating. */
  initialText?: string;
}

const YamlWorkspace = lazy(() => import(/* webpackChunkName: "yaml" */ './YamlWorkspace'));

/** An editor for the manifest of one object. It takes the height of what holds it. Its program is loaded when it is first shown. */
export function YamlEditor(props: YamlEditorProps) {
  const { t } = useTranslation('plugin__virtdeck');
  return (
    <Suspense fallback={<Skeleton height="24rem" screenreaderText={t('Loading the editor')} />}>
      <YamlWorkspace {...props} />
    </Suspense>
  );
}
