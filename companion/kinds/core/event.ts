import type { KindHooks } from '../definition';
import { text } from '../read';
import { invalidValue } from './causes';

/** The namespace an event is about is the one it lives in; events about cluster-wide objects live in `default`. */
export const eventHooks: KindHooks = {
  validate: ({ object, operation }) => {
    if (operation === 'DELETE') return [];
    const about = text(object, 'involvedObject', 'namespace');
    const { namespace = '' } = object.metadata;
    const matches = about === '' ? namespace === 'default' || namespace === 'kube-system' : about === namespace;
    return matches ? [] : [invalidValue('involvedObject.namespace', about, 'does not match event.namespace')];
  },
};
