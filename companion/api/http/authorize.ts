import type { Authorizer } from '../../access/types';
import type { ApiError} from '../../lib/api-error';
import { forbidden } from '../../lib/api-error';
import type { AccessAttributes, Identity } from '../../kinds/definition';
import { qualifiedName } from '../errors';

/** Throws the 403 a real API server answers when `user` may not do that. */
export function authorize(authorizer: Authorizer, user: Identity, attributes: AccessAttributes): void {
  if (!authorizer.authorize(user, attributes).allowed) throw refusal(user, attributes);
}

function refusal(user: Identity, { verb, group = '', resource, subresource, namespace, name, path }: AccessAttributes): ApiError {
  const who = `User ${JSON.stringify(user.username)}`;
  if (resource === undefined) return forbidden(`forbidden: ${who} cannot ${verb} path ${JSON.stringify(path ?? '')}`, {});
  const what = subresource ? `${resource}/${subresource}` : resource;
  const where = namespace ? `in the namespace ${JSON.stringify(namespace)}` : 'at the cluster scope';
  const subject = name ? `${qualifiedName({ plural: resource, group })} ${JSON.stringify(name)}` : qualifiedName({ plural: resource, group });
  return forbidden(`${subject} is forbidden: ${who} cannot ${verb} resource ${JSON.stringify(what)} in API group ${JSON.stringify(group)} ${where}`, {
    ...(name ? { name } : {}),
    ...(group ? { group } : {}),
    kind: resource,
  });
}
