import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';

/** How a check ended: each counts as at least one passed or failed test. */
export interface Outcome {
  passed: number;
  failed: number;
}

export function run(command: string, args: readonly string[], environment: Record<string, string> = {}): Promise<number> {
  return new Promise((done) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...environment } });
    child.on('error', (error) => {
      console.error(error.message);
      done(1);
    });
    child.on('close', (code) => done(code ?? 1));
  });
}

const tool = (name: string) => `node_modules/.bin/${name}`;

async function plain(command: string, args: readonly string[]): Promise<Outcome> {
  const ok = (await run(command, args)) === 0;
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

/** Reads a report that must have been written by this run. A runner that dies before its report has failed. */
function counted(file: string, code: number, count: (report: never) => Outcome): Outcome {
  try {
    const outcome = count(JSON.parse(readFileSync(file, 'utf8')) as never);
    return code !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome;
  } catch {
    return { passed: 0, failed: 1 };
  }
}

async function unit(): Promise<Outcome> {
  const file = 'build/reports/unit.json';
  rmSync(file, { force: true });
  const code = await run(tool('vitest'), ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]);
  return counted(file, code, (report: { numPassedTests: number; numFailedTests: number; numFailedTestSuites: number }) => ({
    passed: report.numPassedTests,
    failed: Math.max(report.numFailedTests, report.numFailedTestSuites > 0 ? 1 : 0),
  }));
}

async function endToEnd(): Promise<Outcome> {
  const file = 'build/reports/e2e.json';
  rmSync(file, { force: true });
  const code = await run(tool('playwright'), ['test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: file });
  return counted(file, code, (report: { stats: { expected: number; unexpected: number; flaky: number } }) => ({
    passed: report.stats.expected + report.stats.flaky,
    failed: report.stats.unexpected,
  }));
}

export interface Check {
  name: string;
  run(): Promise<Outcome>;
}

const node = (file: string, ...args: string[]) => plain(process.execPath, ['--import', 'tsx', file, ...args]);

/** In the order in which a fault is cheapest to find. */
export const CHECKS: readonly Check[] = [
  { name: 'types', run: () => plain(tool('tsc'), ['-b']) },
  { name: 'lint', run: () => plain(tool('eslint'), ['.', '--max-warnings=0']) },
  { name: 'imports', run: () => plain(tool('depcruise'), ['contracts', 'src', 'companion', 'host', 'integration-tests', 'tools', '--output-type', 'err']) },
  { name: 'dead code', run: () => plain(tool('knip'), []) },
  { name: 'translations', run: () => node('tools/i18n.ts') },
  { name: 'build', run: () => node('tools/test/build-for-tests.ts') },
  { name: 'unit', run: unit },
  { name: 'e2e', run: endToEnd },
];
