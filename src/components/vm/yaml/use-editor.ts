import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { AnyKind } from '../../../k8s/types';
import { addSchema, createEditor, newModelAddress } from './monaco';
import type { CodeEditor } from './monaco';
import { loadSchema, schemaName } from './schema';

export interface EditorOptions {
  kind: AnyKind;
  text: string;
  readOnly: boolean;
  label: string;
  onChange(text: string): void;
  onSave(): void;
}

const saveKey = 's';

/** An editor in that element as long as the component stands; later changes of `text` are shown through `replaceText`. */
export function useEditor(element: RefObject<HTMLElement | null>, options: EditorOptions): CodeEditor | undefined {
  const [editor, setEditor] = useState<CodeEditor>();
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const { kind, readOnly, label } = options;
  useEffect(() => {
    const place = element.current;
    if (!place) return;
    const name = schemaName(kind);
    const made = createEditor(place, { address: newModelAddress(name), text: latest.current.text, readOnly, label });
    // A flush is a text that was put in from here, not written by the person.
    made.onDidChangeModelContent((event) => {
      if (!event.isFlush) latest.current.onChange(made.getValue());
    });
    const keys = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== saveKey) return;
      event.preventDefault();
      latest.current.onSave();
    };
    place.addEventListener('keydown', keys);
    setEditor(made);
    void loadSchema(kind).then((schema) => schema && addSchema(name, schema));
    return () => {
      place.removeEventListener('keydown', keys);
      made.getModel()?.dispose();
      made.dispose();
    };
  }, [element, kind, readOnly, label]);
  return editor;
}

/** Shows another text without moving what the person looks at. */
export function replaceText(editor: CodeEditor, text: string): void {
  if (editor.getValue() === text) return;
  const view = editor.saveViewState();
  editor.setValue(text);
  editor.restoreViewState(view);
}

/** Puts the cursor into a line and shows it. */
export function goToLine(editor: CodeEditor, line: number): void {
  editor.setPosition({ lineNumber: line, column: 1 });
  editor.revealLineInCenter(line);
  editor.focus();
}
