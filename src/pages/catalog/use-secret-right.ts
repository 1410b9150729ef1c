import { SecretKind } from '../../../contracts/kinds';
import { useAccess } from '../../k8s/use-access';

/** May a Secret be made in the project? Undefined while the answer is on its way. */
export function useSecretRight(namespace: string): boolean | undefined {
  return useAccess({ verb: 'create', group: SecretKind.group, resource: SecretKind.plural, namespace }).allowed;
}
