import { spawn } from 'node:child_process';
import { build as bundle } from 'esbuild';
import { buildIfChanged } from './stamps';
import { StartError, step } from './steps';

/** Runs a tool of the project in a process of its own, so that a big build does not stay in memory. */
export function runTool(args: string[]): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, ['--import', 'tsx', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let words = '';
    const keep = (part: Buffer) => (words += part.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', fail);
    child.on('close', (code) => (code === 0 ? done() : fail(new StartError(`${args.join(' ')} failed:\n${words}`))));
  });
}

const SHARED = ['package-lock.json', 'contracts'];

/** The companion as one file: Node starts it in a fraction of the time that transpiling its sources takes. */
export async function buildCompanion(): Promise<void> {
  await bundle({
    entryPoints: { main: 'companion/main.ts' },
    outdir: 'build/companion',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'error',
  });
}

interface Build {
  name: string;
  inputs: string[];
  output: string;
  run(): Promise<void>;
}

const BUILDS: readonly Build[] = [
  {
    name: 'plugin',
    inputs: [...SHARED, 'src', 'locales', 'webpack.config.ts', 'console-extensions.json', 'package.json', 'tools/build.ts', 'tools/i18n.ts'],
    output: 'dist/plugin-manifest.json',
    run: () => runTool(['tools/build.ts', 'plugin']),
  },
  {
    name: 'shell',
    inputs: [...SHARED, 'host', 'locales', 'tools/build.ts', 'tools/i18n.ts'],
    output: 'build/host/index.html',
    run: () => runTool(['tools/build.ts', 'host']),
  },
  {
    name: 'API schemas',
    inputs: ['package-lock.json', 'tools/codegen'],
    output: 'build/generated/schemas',
    run: () => runTool(['tools/codegen/schemas.ts']),
  },
  {
    name: 'companion',
    inputs: [...SHARED, 'companion'],
    output: 'build/companion/main.mjs',
    run: buildCompanion,
  },
];

/** Builds what changed. */
export async function buildAll(): Promise<void> {
  for (const each of BUILDS) await step(each.name, () => buildIfChanged(each.name, each.inputs, each.output, each.run));
}

/** The built-in guest is made from this machine's own packages; without it there is a console, but nothing to boot. */
export async function buildGuest(): Promise<void> {
  try {
    await step('built-in guest image', () => runTool(['tools/guest-image/build.ts', '--out', 'build/guest']));
  } catch (error) {
    console.log(`  The built-in guest is off: ${error instanceof Error ? error.message : String(error)}`);
  }
}
