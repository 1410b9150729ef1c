import { readFileSync } from 'node:fs';
import type { Compiler } from 'webpack';

const NAME = 'IndexPage';

/** Writes `index.html` from a template: `<!--assets-->` becomes the entry's scripts and style sheets. */
export class IndexPage {
  constructor(private readonly template: string) {}

  apply(compiler: Compiler): void {
    const { Compilation, sources } = compiler.webpack;
    compiler.hooks.thisCompilation.tap(NAME, (compilation) => {
      compilation.fileDependencies.add(this.template);
      const stage = Compilation.PROCESS_ASSETS_STAGE_REPORT;
      compilation.hooks.processAssets.tap({ name: NAME, stage }, () => {
        const files = [...compilation.entrypoints.values()].flatMap((entry) => entry.getFiles());
        const page = readFileSync(this.template, 'utf8').replace('<!--assets-->', files.map(tagOf).join('\n    '));
        compilation.emitAsset('index.html', new sources.RawSource(page));
      });
    });
  }
}

function tagOf(file: string): string {
  return file.endsWith('.css') ? `<link rel="stylesheet" href="/${file}" />` : `<script defer src="/${file}"></script>`;
}
