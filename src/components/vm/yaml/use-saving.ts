import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyKind } from '../../../k8s/types';
import type { KubeObject } from '../../../../contracts/objects';
import type { Json, JsonObject } from '../../../domain/patch/json';
import type { Conflict, Side } from '../../../domain/patch/merge';
import type { TextProblem } from '../../../domain/yaml/manifest';
import { toFailure } from '../../../k8s/api-error';
import { createObject, getObject, patchObject } from '../../../k8s/client';
import { isKubeObject } from '../../../k8s/objects';
import { checkManifest, problemsOfRefusal } from './check-manifest';
import type { EditorNotice } from './EditorNotices';
import { saveDraft } from './save-draft';
import type { DraftState } from './use-draft';

export interface OpenConflict {
  theirs: KubeObject;
  conflicts: Conflict[];
  edited: Json;
}

export interface Saving {
  saving: boolean;
  notice: EditorNotice | undefined;
  problems: TextProblem[];
  conflict: OpenConflict | undefined;
  save(choices?: ReadonlyMap<string, Side>): Promise<void>;
  /** Clears what was said about an older text. */
  forget(): void;
}

export interface SavingInput {
  kind: AnyKind;
  draft: DraftState;
  create: boolean;
  showManagedFields: boolean;
  onSaved(object: KubeObject): void;
}

const none: TextProblem[] = [];

/** Checks a text and writes it; says in which of the possible ways that ended. */
export function useSaving({ kind, draft, create, showManagedFields, onSaved }: SavingInput): Saving {
  const { t } = useTranslation('plugin__virtdeck');
  const [saving, setSaving] = useState(false);
  const [notice, setNotice] = useState<EditorNotice>();
  const [conflict, setConflict] = useState<OpenConflict>();
  const { base, text, restart } = draft;

  const write = async (object: JsonObject, choices?: ReadonlyMap<string, Side>) => {
    if (create) {
      if (isKubeObject(object)) onSaved(await createObject(kind, object));
      return;
    }
    if (!base) return;
    const { name, namespace } = base.metadata;
    const store = {
      read: () => getObject(kind, name, namespace),
      patch: (operations: Parameters<typeof patchObject>[3]) => patchObject(kind, name, namespace, operations),
    };
    const result = await saveDraft(store, { base, edited: object, showManagedFields, ...(choices && { choices }) });
    setConflict(result.kind === 'conflict' ? { ...result, edited: object } : undefined);
    if (result.kind === 'unchanged') setNotice({ kind: 'unchanged' });
    if (result.kind === 'gone') setNotice({ kind: 'problems', problems: [{ line: 1, column: 1, message: t('The object was deleted, or another one of the same name took its place.') }] });
    if (result.kind !== 'saved') return;
    restart(result.object);
    setNotice({ kind: 'saved', version: result.object.metadata.resourceVersion ?? '' });
    onSaved(result.object);
  };

  const save = async (choices?: ReadonlyMap<string, Side>) => {
    if (saving) return;
    const checked = checkManifest(text, { kind, base, t });
    if (checked.problems) return setNotice({ kind: 'problems', problems: checked.problems });
    setSaving(true);
    setNotice(undefined);
    try {
      await write(checked.object, choices);
    } catch (thrown) {
      const failure = toFailure(thrown);
      setConflict(undefined);
      setNotice({ kind: 'refused', failure, problems: problemsOfRefusal(text, failure) });
    } finally {
      setSaving(false);
    }
  };

  const forget = useCallback(() => {
    setNotice(undefined);
    setConflict(undefined);
  }, []);
  const problems = useMemo(() => (notice?.kind === 'problems' || notice?.kind === 'refused' ? notice.problems : none), [notice]);
  return { saving, notice, problems, conflict, save, forget };
}
