import { ApiError } from '../../lib/api-error';
import type { AggregatedResponse } from '../definition';

/** KubeVirt's API names resources in the singular in its refusals: `virtualmachine.kubevirt.io "x" not found`. */
export type Singular = 'virtualmachine' | 'virtualmachineinstance';

const details = (kind: string, name: string, group: string) => ({ name, group, kind });

export function missing(kind: Singular, name: string): ApiError {
  return new ApiError(404, 'NotFound', `${kind}.kubevirt.io "${name}" not found`, details(kind, name, 'kubevirt.io'));
}

export function refused(kind: Singular, name: string, why: string): ApiError {
  return new ApiError(409, 'Conflict', `Operation cannot be fulfilled on ${kind}.kubevirt.io "${name}": ${why}`, details(kind, name, 'kubevirt.io'));
}

export function badRequest(message: string): ApiError {
  return new ApiError(400, 'BadRequest', message);
}

export function internal(message: string): ApiError {
  const text = `Internal error occurred: ${message}`;
  return new ApiError(500, 'InternalError', text, { causes: [{ message }] });
}

/** 202 or 200 without body and without Content-Type. */
export const ACCEPTED: AggregatedResponse = { code: 202, body: '' };
export const DONE: AggregatedResponse = { code: 200, body: '' };

export function json(value: unknown): AggregatedResponse {
  return { code: 200, contentType: 'application/json', body: `${JSON.stringify(value)}\n` };
}

export function plain(code: number, body: string, headers?: Record<string, string>): AggregatedResponse {
  return { code, contentType: 'text/plain; charset=utf-8', body, ...(headers ? { headers } : {}) };
}

/**
 * The write behind a subresource was refused: a webhook's refusal surfaces as an internal error (virt-api wraps it),
 * a lost race stays a conflict.
 */
export async function written<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ApiError && error.message.startsWith('admission webhook')) throw internal(error.message);
    throw error;
  }
}

/** A verb of the driver failed: what virt-api says when the node's agent answers with an error. */
export async function onNode<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ApiError) throw error;
    const text = error instanceof Error ? error.message : String(error);
    throw internal(`unexpected return code 500 (500 Internal Server Error), message: ${text}`);
  }
}
