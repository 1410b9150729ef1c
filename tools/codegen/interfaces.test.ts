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
}
`;

describe('readDeclarations', () => {
  it('reads members, marks and descriptions', () => {
    expect(readDeclarations(text).get('Thing')).toEqual({
      description: 'A thing.',
      members: [
        { name: 'name', optional: false, description: 'Its name.', type: { form: 'string' } },
        { name: 'default', optional: true, description: '', type: { form: 'boolean' } },
        { name: 'list', optional: true, description: '', type: { form: 'array', of: { form: 'reference', name: 'Other' } } },
        { name: 'map', optional: true, description: '', type: { form: 'map', of: { form: 'number' } } },
        { name: 'mode', optional: true, description: '', type: { form: 'reference', name: 'ThingModeEnum' } },
      ],
    });
  });
});
