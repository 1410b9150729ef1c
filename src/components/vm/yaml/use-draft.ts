import { useCallback, useEffect, useMemo, useState } from 'react';
import type { KubeObject } from '../../../../contracts/objects';
import { equalJson, isJsonObject } from '../../../domain/patch/json';
import type { Json } from '../../../domain/patch/json';
import { shownPart, toYaml } from '../../../domain/yaml/manifest';

/** The object without what the server keeps writing by itself. */
function edited(object: KubeObject): Json {
  const shown = shownPart(object, false);
  delete shown.status;
  if (!isJsonObject(shown.metadata)) return shown;
  delete shown.metadata.resourceVersion;
  delete shown.metadata.generation;
  return shown;
}

export interface DraftState {
  /** The object that the text began from. */
  base: KubeObject | undefined;
  text: string;
  dirty: boolean;
  overtaken: boolean;
  deleted: boolean;
  change(text: string): void;
  /** Begins anew from that object; when creating, from the first text. */
  restart(object: KubeObject | undefined): void;
}

export interface DraftInput {
  object: KubeObject | undefined;
  initialText: string;
  showManagedFields: boolean;
}

/** The text under edit. Until the first change it follows the live object; from then on it is the person's. */
export function useDraft({ object, initialText, showManagedFields }: DraftInput): DraftState {
  const [base, setBase] = useState(object);
  const [own, setOwn] = useState<string>();
  const baseText = useMemo(() => (base ? toYaml(base, showManagedFields) : initialText), [base, initialText, showManagedFields]);
  const dirty = own !== undefined && own !== baseText;
  useEffect(() => {
    if (object && !dirty) setBase(object);
  }, [object, dirty]);
  const change = useCallback((text: string) => setOwn(text), []);
  const restart = useCallback((next: KubeObject | undefined) => {
    setBase(next);
    setOwn(undefined);
  }, []);
  const overtaken = useMemo(() => dirty && base !== undefined && object !== undefined && !equalJson(edited(base), edited(object)), [dirty, base, object]);
  const deleted = base !== undefined && (object === undefined || object.metadata.uid !== base.metadata.uid);
  return { base, text: dirty ? own : baseText, dirty, overtaken, deleted, change, restart };
}
