import { describe, expect, it } from 'vitest';
import { negotiate } from './negotiate';

describe('Accept', () => {
  it.each([
    [undefined, { format: 'json' }],
    ['', { format: 'json' }],
    ['*/*', { format: 'json' }],
    ['application/*', { format: 'json' }],
    ['text/html,application/xhtml+xml,*/*;q=0.8', { format: 'json' }],
    ['application/vnd.kubernetes.protobuf,application/json', { format: 'json' }],
    ['application/yaml', { format: 'yaml' }],
    ['application/json;q=0.5, application/yaml', { format: 'yaml' }],
    ['application/json;as=Table;v=v1beta1;g=meta.k8s.io', { format: 'json', as: 'Table', metaVersion: 'v1beta1' }],
    ['application/json;as=Table;v=v9;g=meta.k8s.io,application/json', { format: 'json' }],
    ['application/json;as=Table;v=v1;g=other,application/json', { format: 'json' }],
  ])('%s', (accept, media) => {
    expect(negotiate(accept)).toEqual(media);
  });

  it.each(['text/html', 'application/vnd.kubernetes.protobuf', 'application/json;q=0', 'application/json;as=Nonsense;v=v1;g=meta.k8s.io'])('%s cannot be met', (accept) => {
    expect(() => negotiate(accept)).toThrow('only the following media types are accepted');
  });
});
