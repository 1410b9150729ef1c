import { ApiError, badRequest } from '../../lib/api-error';
import type { StoredRecord } from '../../store/record';
import { recordKey } from '../../store/record';
import { timestamp } from '../../lib/clock';
import { DecodeError, invalidPatch } from '../decode-error';
import { repeatedKeys } from '../patch/decode';
import { applyPatch, isApply, shownPatch } from '../patch/patch';
import { update } from './update';
import { create } from './create';
import type { ApiCore, WriteContext } from '../core';
import type { Resource } from '../registry';

export interface PatchCall {
  resource: Resource;
  namespace?: string | undefined;
  name: string;
  subresource?: string | undefined;
  body: Buffer;
  contentType: string;
  query: URLSearchParams;
}

/** Attempts of a patch that names no resourceVersion when somebody else writes in between. */
const ATTEMPTS = 5;

/** Applies a patch to the newest state; a server-side apply may create the object. */
export async function patch(core: ApiCore, context: WriteContext, call: PatchCall): Promise<{ record: StoredRecord; created: boolean }> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await patchOnce(core, context, call);
    } catch (error) {
      const lost = error instanceof ApiError && error.reason === 'AlreadyExists' && attempt < ATTEMPTS;
      if (!lost) throw error;
    }
  }
}

/** A configuration may repeat a key unless the client is strict; the last one counts. */
function reportRepeated({ fieldValidation, warn }: WriteContext, text: string): void {
  const repeated = fieldValidation === 'Ignore' ? [] : repeatedKeys(text);
  if (repeated.length === 0) return;
  if (fieldValidation === 'Warn') return repeated.forEach(warn);
  throw badRequest(`error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n${repeated.map((line) => `  ${line}`).join('\n')}`);
}

async function patchOnce(core: ApiCore, context: WriteContext, call: PatchCall): Promise<{ record: StoredRecord; created: boolean }> {
  const { resource, namespace, name, subresource } = call;
  const { definition, version } = resource;
  const stored = core.store.head(resource.id, recordKey(namespace, name));
  const current = stored && { ...stored.object, apiVersion: resource.apiVersion };
  const { contentType, query } = call;
  const body = applyPatch({ contentType, current, body: call.body, definition, version, query, name, subresource, time: timestamp(core.clock) });
  const applied = isApply(contentType);
  const shown = shownPatch(call, body);
  if (applied) reportRepeated(context, call.body.toString());
  try {
    if (!stored) return { record: await create(core, context, { resource, namespace, body, applied, name }), created: true };
    const request = { resource, namespace, name, subresource, body, unconditional: true, applied, patched: true };
    return { record: await update(core, { ...context, patched: shown }, request), created: false };
  } catch (error) {
    throw error instanceof DecodeError ? invalidPatch(shown, error.why) : error;
  }
}
