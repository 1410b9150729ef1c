import { existsSync } from 'node:fs';
import webpack from 'webpack';
import type { Configuration } from 'webpack';
import { writeLocales } from './i18n';

/** Builds by name: `tsx tools/build.ts plugin|host|all`. Exits 1 with webpack's words when a build fails. */
const targets: Record<string, string> = { plugin: '../webpack.config.ts', host: '../host/webpack.config.ts' };

async function build(name: string): Promise<void> {
  const file = new URL(targets[name] ?? '', import.meta.url);
  if (!existsSync(file)) throw new Error(`no such build: ${name}`);
  const { default: config } = (await import(file.href)) as { default: Configuration };
  const started = performance.now();
  await new Promise<void>((done, fail) => {
    webpack(config, (error, stats) => {
      if (error) return fail(error);
      if (stats?.hasErrors()) return fail(new Error(stats.toString({ preset: 'errors-only', colors: false })));
      if (stats?.hasWarnings()) console.warn(stats.toString({ preset: 'errors-warnings', colors: false }));
      done();
    });
  });
  if (name === 'plugin' || name === 'host') writeLocales(name);
  console.log(`built ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

const asked = process.argv[2] ?? 'all';
try {
  for (const name of asked === 'all' ? Object.keys(targets) : [asked]) await build(name);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
