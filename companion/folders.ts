import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The companion runs as `build/companion/main.mjs`: what it serves lies beside that file's folder. */
const root = resolve(fileURLToPath(import.meta.url), '../../..');

/** What the build makes and the companion serves. */
export const Folders = {
  host: resolve(root, 'build/host'),
  plugin: resolve(root, 'dist'),
  schemas: resolve(root, 'build/generated/schemas'),
  guest: resolve(root, 'build/guest'),
} as const;
