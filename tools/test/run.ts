import { installSystemPackages, RUNTIME_NEEDS, TEST_NEEDS } from '../start/system-packages';
import { CHECKS, type Outcome } from './checks';

/** Runs the named checks, or all, to the end; returns the exit code. The last line is the count over all of them. */
export async function runTests(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !CHECKS.some((check) => check.name === name));
  if (unknown.length > 0) {
    console.error(`no check is called ${unknown.join(', ')}; there are: ${CHECKS.map((check) => check.name).join(', ')}`);
    return 1;
  }
  installSystemPackages([...RUNTIME_NEEDS, ...TEST_NEEDS]);
  const total: Outcome = { passed: 0, failed: 0 };
  for (const check of CHECKS.filter((each) => names.length === 0 || names.includes(each.name))) {
    const started = performance.now();
    console.log(`\n── ${check.name}`);
    const { passed, failed } = await check.run();
    total.passed += passed;
    total.failed += failed;
    console.log(`── ${check.name}: ${failed === 0 ? 'ok' : 'FAILED'} (${((performance.now() - started) / 1000).toFixed(0)} s)`);
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}
