import { isDeepStrictEqual } from 'node:util';
import type { StatusCause } from '../../../../contracts/objects';
import type { AdmissionRequest } from '../../definition';
import { at, text } from '../../read';
import { invalid } from './causes';

const running = (object: unknown) => [at(object, 'spec', 'runStrategy'), at(object, 'spec', 'running')];
const storage = (object: unknown) => [at(object, 'spec', 'template', 'spec', 'volumes'), at(object, 'spec', 'template', 'spec', 'domain', 'devices', 'disks')];

function willRun(object: unknown): boolean {
  const strategy = text(object, 'spec', 'runStrategy');
  return at(object, 'spec', 'running') === true || (strategy !== '' && strategy !== 'Halted');
}

/** A snapshot or restore under way locks the run state, and a snapshot the disks too. */
export function lockCauses({ object, oldObject }: AdmissionRequest): StatusCause[] {
  const snapshot = text(oldObject, 'status', 'snapshotInProgress');
  const restore = text(oldObject, 'status', 'restoreInProgress');
  const runChanged = !isDeepStrictEqual(running(object), running(oldObject));
  if (snapshot && !isDeepStrictEqual(storage(object), storage(oldObject))) {
    return [invalid('spec.template.spec', `Cannot update vm disks or volumes until snapshot "${snapshot}" completes`)];
  }
  if (snapshot && runChanged) return [invalid('spec', `Cannot update vm running state until snapshot "${snapshot}" completes`)];
  if (restore && runChanged && willRun(object)) return [invalid('spec.runStrategy', `Cannot update VM runStrategy until restore "${restore}" completes`)];
  return [];
}
