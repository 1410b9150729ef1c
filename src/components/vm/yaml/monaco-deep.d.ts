/** Parts of monaco-editor that are exported without types. */
declare module 'monaco-editor/platform/webWorker/browser/webWorkerServiceImpl' {
  /** Makes the workers of all editors; the editor takes another one as the service `IWebWorkerService`. */
  export class WebWorkerService {
    protected _createWorker(descriptor: { label: string }): Promise<Worker>;
  }
}
declare module 'monaco-editor/editor/standalone/browser/standaloneServices' {
  export const StandaloneServices: { initialize(overrides: Record<string, unknown>): void };
}
declare module 'monaco-editor/features/*';
declare module 'monaco-editor/languages/*';
declare module 'monaco-editor/editor/editor.worker';
declare module 'monaco-editor/editor/contrib/*';
