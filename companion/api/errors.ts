import { ApiError } from '../lib/api-error';

/** `virtualmachines.kubevirt.io`, or `pods`. */
export function qualifiedName({ plural, group }: { plural: string; group: string }): string {
  return group ? `${plural}.${group}` : plural;
}

/** Nothing is served there: resources of built-in groups and their subresources. */
export function unknownResource(): ApiError {
  return new ApiError(404, 'NotFound', 'the server could not find the requested resource', {});
}

export function methodNotAllowed(): ApiError {
  return new ApiError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});
}

/** Go's words for a number that is none. */
export function badInteger(text: string): ApiError {
  const why = /^-?\d+$/.test(text) ? 'value out of range' : 'invalid syntax';
  return new ApiError(400, 'BadRequest', `strconv.ParseInt: parsing ${JSON.stringify(text)}: ${why}`);
}
