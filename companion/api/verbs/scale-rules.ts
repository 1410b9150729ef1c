import type { StatusCause, UnknownObject } from '../../../contracts/objects';
import { invalidValue } from '../../kinds/core/causes';
import { goMap } from '../patch/go-map';
import { has, isObject } from '../patch/tree';
import type { Resource } from '../registry';

const MOST = 2_147_483_647;

function goTypeName(value: unknown): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (isObject(value)) return 'map[string]interface {}';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return typeof value === 'boolean' ? 'bool' : value === null ? '<nil>' : 'string';
}

/** The value at a plain path, or why one cannot get there. */
function nested(object: UnknownObject, path: string): { value?: unknown; fault?: string } {
  const passed: string[] = [];
  let value: unknown = object;
  for (const step of path.split('.').filter((part) => part !== '')) {
    if (!isObject(value)) return { fault: `.${passed.join('.')} accessor error: ${goMap(value)} is of the type ${goTypeName(value)}, expected map[string]interface{}` };
    passed.push(step);
    if (!has(value, step)) return {};
    value = value[step];
  }
  return { value };
}

function numberCauses(object: UnknownObject, path: string): StatusCause[] {
  const { value, fault } = nested(object, path);
  if (fault !== undefined) return [invalidValue(path, 0, fault.replace(/^\.\S*/, path))];
  if (value === undefined) return [];
  if (typeof value !== 'number' || !Number.isInteger(value)) return [invalidValue(path, 0, `${path} accessor error: ${goMap(value)} is of the type ${goTypeName(value)}, expected int64`)];
  if (value < 0) return [invalidValue(path, value, 'should be a non-negative integer')];
  return value > MOST ? [invalidValue(path, value, `should be less than or equal to ${MOST}`)] : [];
}

function selectorCauses(object: UnknownObject, path: string): StatusCause[] {
  const { value, fault } = nested(object, path);
  const why = fault ?? (value === undefined || typeof value === 'string' ? undefined : `${path} accessor error: ${goMap(value)} is of the type ${goTypeName(value)}, expected string`);
  return why === undefined ? [] : [invalidValue(path, '', why)];
}

/** Where a custom resource can be scaled, its numbers have to be numbers whatever its schema says. */
export function scaleCauses({ definition, version }: Resource, object: UnknownObject): StatusCause[] {
  if (definition.origin !== 'crd' || !version.scale) return [];
  const { specReplicasPath, statusReplicasPath, labelSelectorPath } = version.scale;
  return [...numberCauses(object, specReplicasPath), ...numberCauses(object, statusReplicasPath), ...(labelSelectorPath ? selectorCauses(object, labelSelectorPath) : [])];
}
