import { ApiError, badRequest } from '../../lib/api-error';
import { goType } from './decode';
import type { JsonObject } from './tree';
import { cloneJson, has, isObject, member, put, sameJson } from './tree';

const MAX_OPERATIONS = 10_000;

/** What kube-apiserver answers to every patch that does not fit the object. */
export function rejected(): ApiError {
  return new ApiError(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
}

interface Operation {
  op: string;
  path: string;
  from?: string;
  value?: unknown;
}

function readOperation(value: unknown): Operation {
  if (!isObject(value)) throw badRequest(`error decoding patch: json: cannot unmarshal ${goType(value)} into Go value of type jsonpatch.Operation`);
  const { op, path, from } = value;
  if (typeof op !== 'string' || typeof path !== 'string') throw rejected();
  if (from !== undefined && typeof from !== 'string') throw rejected();
  return { op, path, ...(from === undefined ? {} : { from }), ...(has(value, 'value') ? { value: value.value } : {}) };
}

function tokens(pointer: string): string[] {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) throw rejected();
  return pointer.slice(1).split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** An index of a list; negative ones count from the end, as the library in kube-apiserver allows. */
function indexIn(list: unknown[], token: string, extra: number): number {
  if (!/^-?\d+$/.test(token)) throw rejected();
  const given = Number(token);
  const index = given < 0 ? given + list.length + extra : given;
  if (index < 0 || index >= list.length + extra) throw rejected();
  return index;
}

function child(container: unknown, token: string): unknown {
  if (Array.isArray(container)) return container[indexIn(container, token, 0)];
  if (isObject(container)) return member(container, token);
  throw rejected();
}

class Document {
  constructor(public root: unknown) {}

  private place(pointer: string): { container: JsonObject | unknown[]; token: string } {
    const parts = tokens(pointer);
    const token = parts.pop();
    if (token === undefined) throw rejected();
    let container = this.root;
    for (const part of parts) container = child(container, part);
    if (!Array.isArray(container) && !isObject(container)) throw rejected();
    return { container, token };
  }

  get(pointer: string): unknown {
    if (pointer === '') return this.root;
    const { container, token } = this.place(pointer);
    return child(container, token);
  }

  add(pointer: string, value: unknown): void {
    if (pointer === '') {
      this.root = value;
      return;
    }
    const { container, token } = this.place(pointer);
    if (!Array.isArray(container)) put(container, token, value);
    else if (token === '-') container.push(value);
    else container.splice(indexIn(container, token, 1), 0, value);
  }

  /** A `replace` of a missing member acts as an add; of a missing item of a list it fails. */
  replace(pointer: string, value: unknown): void {
    if (pointer === '') {
      this.root = value;
      return;
    }
    const { container, token } = this.place(pointer);
    if (Array.isArray(container)) container[indexIn(container, token, 0)] = value;
    else put(container, token, value);
  }

  remove(pointer: string): void {
    const { container, token } = this.place(pointer);
    if (Array.isArray(container)) container.splice(indexIn(container, token, 0), 1);
    else if (has(container, token)) delete container[token];
    else throw rejected();
  }
}

function perform(document: Document, operation: Operation): void {
  const { op, path, from, value } = operation;
  if (op === 'add') return document.add(path, cloneJson(value ?? null));
  if (op === 'replace') return document.replace(path, cloneJson(value ?? null));
  if (op === 'remove') return document.remove(path);
  if (op === 'test') {
    if (!sameJson(document.get(path) ?? null, value ?? null)) throw rejected();
    return;
  }
  if (from === undefined) throw rejected();
  if (op === 'copy') return document.add(path, cloneJson(document.get(from) ?? null));
  if (op !== 'move') throw rejected();
  const moved = document.get(from);
  document.remove(from);
  document.add(path, moved);
}

/** RFC 6902 with the manners of kube-apiserver. `current` is left as it is. */
export function applyJsonPatch(current: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) {
    throw badRequest(`error decoding patch: json: cannot unmarshal ${goType(patch)} into Go value of type []handlers.jsonPatchOp`);
  }
  if (patch.length > MAX_OPERATIONS) {
    throw new ApiError(413, 'RequestEntityTooLarge', `Request entity too large: The allowed maximum operations in a JSON patch is ${MAX_OPERATIONS}, got ${patch.length}`, {});
  }
  const document = new Document(cloneJson(current));
  for (const operation of patch.map(readOperation)) perform(document, operation);
  return document.root;
}
