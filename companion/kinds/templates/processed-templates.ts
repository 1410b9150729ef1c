import type { UnknownObject } from '../../../contracts/objects';
import { badRequest } from '../../lib/api-error';
import type { KindDefinition, VirtualRequest } from '../definition';
import { processTemplate } from './process-template';

function handle({ body, namespace }: VirtualRequest): UnknownObject {
  if (!body) throw badRequest('a template is required');
  const metadata = { ...body.metadata, ...(namespace ? { namespace } : {}) };
  return { ...processTemplate({ ...body, metadata }), kind: 'Template', apiVersion: 'template.openshift.io/v1' };
}

/** `processedtemplates` of OpenShift: a template goes in, its objects with all values filled in come out; nothing is stored. */
export const processedTemplates: KindDefinition = {
  group: 'template.openshift.io',
  kind: 'Template',
  plural: 'processedtemplates',
  singular: 'processedtemplate',
  namespaced: true,
  origin: 'aggregated',
  verbs: ['create'],
  versions: [{ name: 'v1', served: true, storage: true }],
  virtual: { handle },
};
