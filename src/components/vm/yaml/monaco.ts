import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codeEditor/register';
import 'monaco-editor/features/codicon/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/contextmenu/register';
import 'monaco-editor/features/cursorUndo/register';
import 'monaco-editor/features/diffEditor/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/snippet/register';
import 'monaco-editor/editor/contrib/suggest/browser/suggestController';
import 'monaco-editor/features/toggleTabFocusMode/register';
import 'monaco-editor/features/wordHighlighter/register';
import 'monaco-editor/features/wordOperations/register';
import 'monaco-editor/languages/definitions/yaml/register';
import { StandaloneServices } from 'monaco-editor/editor/standalone/browser/standaloneServices';
import { WebWorkerService } from 'monaco-editor/platform/webWorker/browser/webWorkerServiceImpl';
import { configureMonacoYaml } from 'monaco-yaml';
import type { JSONSchema, MonacoYaml } from 'monaco-yaml';

export type CodeEditor = monaco.editor.IStandaloneCodeEditor;

/**
 * Workers come from files of the plugin's own origin. The editor's way is a worker from a `blob:` address, which the
 * console's content security policy does not allow, or the global `MonacoEnvironment`, which belongs to the host's own editor.
 */
class OwnWorkers extends WebWorkerService {
  protected override _createWorker(): Promise<Worker> {
    return Promise.resolve(new Worker(new URL('./editor.worker.ts', import.meta.url), { name: 'virtdeck-editor' }));
  }
}

// Services can be exchanged only before the first of them is asked for, be it by making a text.
StandaloneServices.initialize({ IWebWorkerService: new OwnWorkers() });

interface WorkerOptions {
  createData?: unknown;
}

function yamlWorker({ createData }: WorkerOptions): Worker {
  const worker = new Worker(new URL('./yaml.worker.ts', import.meta.url), { name: 'virtdeck-yaml' });
  // The first message starts the worker, the second one tells it what to do.
  worker.postMessage('ignore');
  worker.postMessage(createData);
  return worker;
}

/** monaco-yaml asks for its worker in the manner of older editors; the rest of the interface is the same. */
const forYaml = {
  ...monaco,
  editor: { ...monaco.editor, createWebWorker: (options: WorkerOptions) => monaco.editor.createWebWorker({ worker: yamlWorker(options) }) },
};

let yaml: MonacoYaml | undefined;
const schemas = new Map<string, JSONSchema>();
let models = 0;

/** The address of a new text; its first part names the schema that the text must follow. */
export function newModelAddress(schemaName: string): monaco.Uri {
  models += 1;
  return monaco.Uri.parse(`file:///${schemaName}/${models}.yaml`);
}

/** Texts below that name are checked and completed by the schema from now on. */
export function addSchema(schemaName: string, schema: JSONSchema): void {
  if (schemas.has(schemaName)) return;
  schemas.set(schemaName, schema);
  const all = [...schemas].map(([name, each]) => ({ uri: `file:///schemas/${name}.json`, fileMatch: [`/${name}/*.yaml`], schema: each }));
  const options = { validate: true, hover: true, hoverAnchor: false, completion: true, format: { enable: false }, yamlVersion: '1.2' as const, schemas: all };
  if (yaml) void yaml.update(options);
  else yaml = configureMonacoYaml(forYaml, options);
}

const darkTheme = 'virtdeck-dark';
// The comments of the editor's own dark theme are too faint (contrast 4.2 : 1).
monaco.editor.defineTheme(darkTheme, { base: 'vs-dark', inherit: true, rules: [{ token: 'comment', foreground: '8fbf7f' }], colors: {} });

function followTheme(): void {
  const dark = document.documentElement.classList.contains('pf-v6-theme-dark');
  monaco.editor.setTheme(dark ? darkTheme : 'vs');
}

let watchesTheme = false;
function watchTheme(): void {
  followTheme();
  if (watchesTheme) return;
  watchesTheme = true;
  new MutationObserver(followTheme).observe(document.documentElement, { attributeFilter: ['class'] });
}

const common: monaco.editor.IEditorOptions = {
  automaticLayout: true,
  scrollBeyondLastLine: false,
  fixedOverflowWidgets: true,
  fontSize: 13,
  minimap: { enabled: false },
  // To the editor a half-written key is a string.
  quickSuggestions: { other: true, comments: false, strings: true },
};

/** An editor in that element. */
export function createEditor(element: HTMLElement, options: { address: monaco.Uri; text: string; readOnly: boolean; label: string }): CodeEditor {
  const model = monaco.editor.createModel(options.text, 'yaml', options.address);
  model.updateOptions({ tabSize: 2, insertSpaces: true });
  const editor = monaco.editor.create(element, { ...common, model, readOnly: options.readOnly, ariaLabel: options.label });
  watchTheme();
  return editor;
}

/** Two texts side by side, neither to be edited. */
export function createComparison(element: HTMLElement, texts: { before: string; after: string }): { dispose(): void } {
  const original = monaco.editor.createModel(texts.before, 'yaml', newModelAddress('comparison'));
  const modified = monaco.editor.createModel(texts.after, 'yaml', newModelAddress('comparison'));
  const editor = monaco.editor.createDiffEditor(element, { ...common, readOnly: true, originalEditable: false, hideUnchangedRegions: { enabled: true } });
  editor.setModel({ original, modified });
  watchTheme();
  return {
    dispose: () => {
      editor.dispose();
      original.dispose();
      modified.dispose();
    },
  };
}

/** Marks lines in the margin and the text; replaces earlier marks. */
export function markLines(editor: CodeEditor, problems: readonly { line: number; column?: number; message: string }[]): void {
  const model = editor.getModel();
  if (!model) return;
  const markers = problems.map(({ line, column, message }) => {
    const lineNumber = Math.min(Math.max(1, line), model.getLineCount());
    return {
      severity: monaco.MarkerSeverity.Error,
      message,
      startLineNumber: lineNumber,
      startColumn: column ?? model.getLineFirstNonWhitespaceColumn(lineNumber),
      endLineNumber: lineNumber,
      endColumn: model.getLineMaxColumn(lineNumber),
    };
  });
  monaco.editor.setModelMarkers(model, 'virtdeck', markers);
}
