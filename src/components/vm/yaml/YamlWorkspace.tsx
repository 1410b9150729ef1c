import { Content } from '@patternfly/react-core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isKubeObject } from '../../../k8s/objects';
import { ConflictView } from './ConflictView';
import { EditorNotices } from './EditorNotices';
import { markLines } from './monaco';
import { goToLine, replaceText, useEditor } from './use-editor';
import { useDraft } from './use-draft';
import { useSaving } from './use-saving';
import type { YamlEditorProps } from './YamlEditor';
import classes from './yaml-editor.module.css';
import { YamlToolbar } from './YamlToolbar';

/** Warns before the browser leaves a page with unsaved text. */
function useLeaveWarning(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [dirty]);
}

/** The whole editor: text, tools, and what happens when it is saved. */
export default function YamlWorkspace(props: YamlEditorProps) {
  const { kind, object, onSaved, onCancel, readOnly = false, create = false, initialText = '' } = props;
  const { t } = useTranslation('plugin__virtdeck');
  const place = useRef<HTMLDivElement>(null);
  const [showManagedFields, setShowManagedFields] = useState(false);
  const draft = useDraft({ object: create ? undefined : object, initialText, showManagedFields });
  const saving = useSaving({ kind, draft, create, showManagedFields, onSaved });
  const editor = useEditor(place, {
    kind,
    text: draft.text,
    readOnly,
    label: t('Manifest of {{kind}}', { kind: kind.kind }),
    onChange: (text) => {
      draft.change(text);
      saving.forget();
    },
    onSave: () => {
      if (!readOnly) void saving.save();
    },
  });
  useLeaveWarning(draft.dirty);
  useEffect(() => {
    if (editor && !draft.dirty) replaceText(editor, draft.text);
  }, [editor, draft.dirty, draft.text]);
  useEffect(() => {
    if (editor) markLines(editor, saving.problems);
  }, [editor, saving.problems]);

  const reload = () => {
    draft.restart(object ?? draft.base);
    saving.forget();
  };
  const { conflict } = saving;
  const name = isKubeObject(draft.base) ? draft.base.metadata.name : kind.kind.toLowerCase();
  return (
    <div className={classes.workspace}>
      {conflict && draft.base && (
        <ConflictView
          base={draft.base}
          theirs={conflict.theirs}
          edited={conflict.edited}
          showManagedFields={showManagedFields}
          conflicts={conflict.conflicts}
          onDecide={(choices) => void saving.save(choices)}
          onBack={saving.forget}
        />
      )}
      <div className={conflict ? classes.hidden : classes.workspace}>
        <YamlToolbar
          create={create}
          readOnly={readOnly}
          saving={saving.saving}
          canSave={!draft.deleted}
          dirty={draft.dirty}
          onSave={() => void saving.save()}
          onReload={readOnly ? undefined : reload}
          onCancel={onCancel}
          onFind={() => void editor?.getAction('actions.find')?.run()}
          getText={() => editor?.getValue() ?? draft.text}
          fileName={`${name}.yaml`}
          managedFields={create ? undefined : { shown: showManagedFields, change: setShowManagedFields }}
        />
        <EditorNotices
          notice={saving.notice}
          deleted={draft.deleted}
          overtaken={draft.overtaken}
          onReload={reload}
          onLine={(line) => editor && goToLine(editor, line)}
        />
        <div ref={place} className={classes.editor} data-test="yaml-editor" />
        <Content component="small">{t('Ctrl+M lets the Tab key leave the editor.')}</Content>
      </div>
    </div>
  );
}
