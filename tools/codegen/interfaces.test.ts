import { describe, expect, it } from 'vitest';
import { readDeclarations } from './interfaces';

const text = `
/**
 * A thing.
 * @export
 */
interface Thing {
    /**
     * Its name.
     * @type {string}
     */
    name: string;
    _default?: boolean;
    list?: Array<Other>;
    map?: { [key: string]: number; };
    mode?: ThingModeEnum;
    /**
     * How many.
     * @default 5
     * @minimum 1
     */
    count?: number;
    kind?: 'a' | 'b';
}

/**
 * Keeps what it is not told about.
 * @rule has(self.x) => x is needed
 */
interface Open {
    /**
     * @listKeys a b
     * @pattern ^(a*\\/)?$
     */
    list?: Array<Open>;
    [more: string]: unknown;
}
`;

describe('readDeclarations', () => {
  it('reads members, marks and descriptions', () => {
    expect(readDeclarations(text).get('Thing')).toMatchObject({
      isOpen: false,
      description: 'A thing.',
      members: [
        { name: 'name', optional: false, description: 'Its name.', type: { form: 'string' } },
        { name: 'default', optional: true, description: '', type: { form: 'boolean' } },
        { name: 'list', optional: true, description: '', type: { form: 'array', of: { form: 'reference', name: 'Other' } } },
        { name: 'map', optional: true, description: '', type: { form: 'map', of: { form: 'number' } } },
        { name: 'mode', optional: true, description: '', type: { form: 'reference', name: 'ThingModeEnum' } },
        { name: 'count', description: 'How many.', facts: { default: 5, minimum: 1 } },
        { name: 'kind', type: { form: 'words', values: ['a', 'b'] } },
      ],
    });
  });

  it('reads what tags say of the values, and whether other members are allowed', () => {
    expect(readDeclarations(text).get('Open')).toMatchObject({
      isOpen: true,
      description: 'Keeps what it is not told about.',
      facts: { 'x-kubernetes-validations': [{ rule: 'has(self.x)', message: 'x is needed' }] },
      members: [{ name: 'list', facts: { pattern: '^(a*/)?$', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['a', 'b'] } }],
    });
  });
});
