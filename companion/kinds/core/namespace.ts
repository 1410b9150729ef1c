import { forbidden } from '../../lib/api-error';
import type { AdmissionRequest, KindHooks } from '../definition';
import { defaults, section } from './draft';

const NAME_LABEL = 'kubernetes.io/metadata.name';
const IMMORTAL = new Set(['default', 'kube-system', 'kube-public']);

function mutate({ object, operation }: AdmissionRequest): void {
  const { metadata } = object;
  metadata.labels = { ...metadata.labels, [NAME_LABEL]: metadata.name };
  if (operation !== 'CREATE') return;
  defaults(section(object, 'spec'), { finalizers: ['kubernetes'] });
  object.status = { phase: 'Active' };
}

function validate({ object, operation }: AdmissionRequest): void {
  const { name } = object.metadata;
  if (operation !== 'DELETE' || !IMMORTAL.has(name)) return;
  throw forbidden(`namespaces ${JSON.stringify(name)} is forbidden: this namespace may not be deleted`, { name, kind: 'namespaces' });
}

/** NamespaceLifecycle and the defaults of namespaces. */
export const namespaceHooks: KindHooks = { mutate, validate };
