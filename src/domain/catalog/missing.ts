import type { Choices } from './choices';
import { areSshKeys, isUserName } from './cloud-init';
import { diskProblem } from './disk-size';
import { nameProblem } from './machine-name';

/** What still stands in the way of creating. */
export type Missing = 'volume' | 'instancetype' | 'disk' | 'name' | 'login';

/** The first thing that is missing or wrong, in the order of the form. */
export function firstMissing({ volume, instancetype, name, login, diskSize }: Choices): Missing | undefined {
  if (!volume) return 'volume';
  if (instancetype.name === '') return 'instancetype';
  if (diskProblem(diskSize, '') !== undefined) return 'disk';
  if (nameProblem(name) !== undefined) return 'name';
  return isUserName(login.user) && areSshKeys(login.sshKey) ? undefined : 'login';
}
