import type { Choices } from './choices';
import { areSshKeys, isUserName, LONGEST_USER_DATA, userData } from './cloud-init';
import { diskProblem } from './disk-size';
import { nameProblem } from './machine-name';

/** What still stands in the way of creating. */
export type Missing = 'volume' | 'instancetype' | 'disk' | 'name' | 'login';

/** The first thing that is missing or wrong, in the order of the form. Inside a machine a login may only be short. */
export function firstMissing({ volume, instancetype, name, login, diskSize }: Choices, loginInside = false): Missing | undefined {
  if (!volume) return 'volume';
  if (instancetype.name === '') return 'instancetype';
  if (diskProblem(diskSize, '') !== undefined) return 'disk';
  if (nameProblem(name) !== undefined) return 'name';
  if (loginInside && new TextEncoder().encode(userData(login)).length > LONGEST_USER_DATA) return 'login';
  return isUserName(login.user) && areSshKeys(login.sshKey) ? undefined : 'login';
}
