import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, resolve, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.map': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
};
const COMPRESSIBLE = new Set(['.html', '.js', '.css', '.json', '.svg', '.ttf', '.map', '.txt']);

interface CachedFile {
  modified: number;
  body: Buffer;
  gzip?: Buffer;
  etag: string;
  type: string;
}

export interface FileServer {
  /** Answers with the file; false when there is none below the root. */
  serve(req: IncomingMessage, res: ServerResponse, path: string): Promise<boolean>;
}

/** An absolute path below `root`, or undefined for anything that would leave it. */
export function safePath(root: string, path: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return undefined;
  const full = resolve(root, `.${sep}${decoded}`);
  return full.startsWith(resolve(root) + sep) ? full : undefined;
}

/** Serves the files below `root` from memory, gzipped where that helps. Names with a content hash never expire. */
export function createFileServer(root: string): FileServer {
  const cache = new Map<string, CachedFile>();

  const load = async (full: string): Promise<CachedFile | undefined> => {
    const facts = await stat(full).catch(() => undefined);
    if (!facts?.isFile()) return undefined;
    const known = cache.get(full);
    if (known?.modified === facts.mtimeMs) return known;
    const body = await readFile(full);
    const extension = extname(full);
    const file: CachedFile = {
      modified: facts.mtimeMs,
      body,
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 24)}"`,
      type: TYPES[extension] ?? 'application/octet-stream',
      ...(COMPRESSIBLE.has(extension) && body.length > 1024 ? { gzip: gzipSync(body) } : {}),
    };
    cache.set(full, file);
    return file;
  };

  return {
    async serve(req, res, path) {
      const full = safePath(root, path);
      const file = full && (await load(full));
      if (!file) return false;
      const hashed = /-[0-9a-f]{12}\.\w+(\.map)?$/.test(path);
      res.setHeader('Content-Type', file.type);
      res.setHeader('ETag', file.etag);
      res.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      res.setHeader('Vary', 'Accept-Encoding');
      if (req.headers['if-none-match'] === file.etag) {
        res.writeHead(304).end();
        return true;
      }
      const zipped = file.gzip && /\bgzip\b/.test(String(req.headers['accept-encoding'] ?? ''));
      const body = zipped ? (file.gzip ?? file.body) : file.body;
      if (zipped) res.setHeader('Content-Encoding', 'gzip');
      res.writeHead(200, { 'Content-Length': body.length });
      res.end(req.method === 'HEAD' ? undefined : body);
      return true;
    },
  };
}
