import type { KindRef } from '../../contracts/kinds';
import { apiPath } from '../../contracts/kinds';
import type { KubeObject, KubeList, Status } from '../../contracts/objects';
import type { Companion } from './companion';

/** Asks the API server whether what the page says is true. */
export class Api {
  constructor(
    private readonly companion: Companion,
    private readonly user = 'admin',
  ) {}

  async request(method: string, path: string, body?: unknown, contentType = 'application/json'): Promise<Response> {
    const headers: Record<string, string> = { authorization: `Bearer ${await this.companion.token(this.user)}` };
    if (body !== undefined) headers['content-type'] = contentType;
    return fetch(`${this.companion.url}/api/kubernetes${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  }

  /** The body of an answer without a token, whatever its code. */
  async probe(path: string): Promise<unknown> {
    return (await fetch(`${this.companion.url}/api/kubernetes${path}`)).json();
  }

  private async json<T>(answer: Response): Promise<T> {
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${answer.status}: ${(JSON.parse(text) as Status).message ?? text}`);
    return JSON.parse(text) as T;
  }

  async get<T extends KubeObject>(kind: KindRef<T>, name: string, namespace?: string): Promise<T | undefined> {
    const answer = await this.request('GET', apiPath(kind, { name, namespace }));
    if (answer.status === 404) return undefined;
    return this.json<T>(answer);
  }

  async list<T extends KubeObject>(kind: KindRef<T>, namespace?: string): Promise<T[]> {
    return (await this.json<KubeList<T>>(await this.request('GET', apiPath(kind, { namespace })))).items;
  }

  async create<T extends KubeObject>(kind: KindRef<T>, object: T): Promise<T> {
    return this.json<T>(await this.request('POST', apiPath(kind, { namespace: object.metadata.namespace }), object));
  }

  async remove(kind: KindRef<KubeObject>, name: string, namespace?: string): Promise<void> {
    await this.request('DELETE', apiPath(kind, { name, namespace }));
  }
}
