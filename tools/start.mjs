// The first file to run on a fresh machine: plain JavaScript, no packages yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = [20, 19];

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(`virtdeck needs Node.js ${OLDEST_NODE.join('.')} or later; this is ${process.versions.node}. Install a newer one and start again.`);
  process.exit(1);
}

function printHelp() {
  const rows = JSON.parse(readFileSync(join(root, 'companion/options.json'), 'utf8'));
  const left = rows.map((row) => `--${row.name}${row.value ? ` ${row.value}` : ''}`);
  const width = Math.max(...left.map((each) => each.length)) + 2;
  console.log('npm start -- [options]\n\nInstalls what is missing, builds, and serves the console with a local cluster.\n');
  rows.forEach((row, index) => console.log(`  ${left[index].padEnd(width)}${row.help}${row.default ? ` (default ${row.default})` : ''}`));
}

/** Installs npm packages when the lock file is not the one that was installed last. */
function installPackages() {
  const stamp = join(root, 'node_modules/.virtdeck-lock');
  const wanted = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const started = Date.now();
  console.log('… npm packages');
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (result.status !== 0) {
    console.error('npm could not install the packages of package-lock.json; its words are above.');
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
  console.log(`✓ npm packages (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

checkNode();
if (process.argv.includes('--help') || process.argv.includes('-h')) {
  printHelp();
} else {
  installPackages();
  const { register } = await import('tsx/esm/api');
  register();
  const { start } = await import('./start/start.ts');
  await start(process.argv.slice(2));
}
