import { isIP } from 'node:net';
import { ImageError } from './images';

export interface ImageReference {
  /** `http://127.0.0.1:9000` or `https://quay.io`. */
  origin: string;
  repository: string;
  /** Tag or digest. */
  version: string;
}

const REPOSITORY = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

function isLoopback(host: string): boolean {
  const name = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

const isHost = (part: string) => part.includes('.') || part.includes(':') || part === 'localhost';

/** Reads `docker://host[:port]/repository[:tag|@digest]`; without a host it is Docker Hub, as everywhere. Loopback is spoken to without TLS. */
export function parseReference(url: string): ImageReference {
  const bad = () => new ImageError('Failed', `Failed to read registry image: Illegal registry source URL ${url}`);
  const path = /^docker:\/\/(.+)$/.exec(url)?.[1];
  if (!path) throw bad();
  const [first = '', ...rest] = path.split('/');
  const explicit = rest.length > 0 && isHost(first);
  const host = explicit ? first : 'docker.io';
  const [named = '', digest] = (explicit ? rest.join('/') : path).split('@');
  const [, repository = '', tag] = /^(.*?)(?::([^:/]+))?$/.exec(named) ?? [];
  const version = digest ?? tag ?? 'latest';
  if (!REPOSITORY.test(repository) || !(digest ? DIGEST : TAG).test(version)) throw bad();
  if (host === 'docker.io') {
    return { origin: 'https://registry-1.docker.io', repository: repository.includes('/') ? repository : `library/${repository}`, version };
  }
  return { origin: `${isLoopback(host) ? 'http' : 'https'}://${host}`, repository, version };
}
