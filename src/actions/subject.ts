import { joinRow } from '../domain/inventory/join';
import { projectMigration, projectVmi } from '../domain/inventory/project-vmi';
import { projectVm } from '../domain/inventory/project-vm';
import type { VmRow } from '../domain/inventory/row';
import type { VmSubject } from './types';

/** The row of a machine whose objects are at hand: verbs decide by the same facts everywhere. */
export function rowOf(subject: VmSubject): VmRow {
  return joinRow(projectVm(subject.vm), subject.vmi && projectVmi(subject.vmi), subject.migration && projectMigration(subject.migration));
}
