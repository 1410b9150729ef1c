import { describe, expect, it } from 'vitest';
import { readPreferences } from './preferences';

describe('readPreferences', () => {
  it('follows the browser language until something was chosen', () => {
    expect(readPreferences(null, ['fr'])).toEqual({ scale: 'fit', layout: 'fr' });
    expect(readPreferences('{"layout":"de","scale":"original"}', ['fr'])).toEqual({ scale: 'original', layout: 'de' });
  });

  it('survives what others wrote', () => {
    for (const stored of ['not json', 'null', '[]', '{"scale":7,"layout":{}}']) {
      expect(readPreferences(stored, [])).toEqual({ scale: 'fit', layout: 'us' });
    }
  });
});
