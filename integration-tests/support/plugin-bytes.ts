import { gzipSync } from 'node:zlib';
import type { Page, Response } from '@playwright/test';

export interface PluginBytes {
  /** Of all plugin files so far, gzipped. */
  bytes: number;
  requests: number;
}

/** Counts the plugin's own files a page loads from now on. Call the returned function when the moment is there. */
export function countPluginBytes(page: Page): () => Promise<PluginBytes> {
  const answers: Response[] = [];
  page.on('response', (answer) => {
    const { pathname } = new URL(answer.url());
    if (pathname.startsWith('/api/plugins/') && answer.status() === 200) answers.push(answer);
  });
  return async () => {
    const bodies = await Promise.all(answers.map((answer) => answer.body()));
    return { bytes: bodies.reduce((sum, body) => sum + gzipSync(body).length, 0), requests: answers.length };
  };
}
