import { expect, it } from 'vitest';
import type { MigrationPolicy } from '../../../contracts/virt';
import { choosePolicy } from './policy';

function policy(name: string, vmi?: Record<string, string>, namespace?: Record<string, string>): MigrationPolicy {
  const selectors = { ...(vmi ? { virtualMachineInstanceSelector: vmi } : {}), ...(namespace ? { namespaceSelector: namespace } : {}) };
  return { apiVersion: 'migrations.kubevirt.io/v1alpha1', kind: 'MigrationPolicy', metadata: { name }, spec: { selectors } };
}

const instance = { metadata: { name: 'vm', labels: { app: 'db', size: 'big' } } };
const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ns', labels: { env: 'prod', zone: 'a' } } };
const chosen = (...policies: MigrationPolicy[]) => choosePolicy(policies, instance, namespace)?.metadata.name;

it('a policy must match with all of its labels', () => {
  expect(chosen(policy('half', { app: 'db', size: 'small' }))).toBeUndefined();
  expect(chosen(policy('elsewhere', { app: 'db' }, { env: 'test' }))).toBeUndefined();
  expect(chosen(policy('all'))).toBe('all');
});

it('most labels of the instance win, then most of the namespace, then the name', () => {
  expect(chosen(policy('one', { app: 'db' }, { env: 'prod', zone: 'a' }), policy('two', { app: 'db', size: 'big' }))).toBe('two');
  expect(chosen(policy('less', { app: 'db' }), policy('more', { size: 'big' }, { env: 'prod' }))).toBe('more');
  expect(chosen(policy('b', { app: 'db' }), policy('a', { size: 'big' }))).toBe('a');
});
