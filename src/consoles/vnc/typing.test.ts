import { describe, expect, it } from 'vitest';
import { keyCodes, keyboardLayout, keyboardLayouts, suggestedLayout } from './keyboard-layouts';
import { planTyping } from './typing';

const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');
const codes = (text: string, id: string) => planTyping(text, keyboardLayout(id)).strokes;

describe('planTyping', () => {
  it.each(keyboardLayouts.map((layout) => layout.id))('types every printable ASCII character on %s', (id) => {
    expect(planTyping(printable, keyboardLayout(id)).unsupported).toEqual([]);
  });

  it.each(keyboardLayouts)('has a place for each key in $name', (layout) => {
    for (const level of [layout.plain, layout.shift, layout.altGr]) expect([...level]).toHaveLength(keyCodes.length);
  });

  it('presses the key that carries the character on that keyboard', () => {
    expect(codes('z', 'us')).toMatchObject([{ code: 'KeyZ', shift: false }]);
    expect(codes('z', 'de')).toMatchObject([{ code: 'KeyY', shift: false }]);
    expect(codes('A', 'fr')).toMatchObject([{ code: 'KeyQ', shift: true }]);
    expect(codes('@', 'de')).toMatchObject([{ code: 'KeyQ', altGr: true }]);
    expect(codes('1', 'fr')).toMatchObject([{ code: 'Digit1', shift: true }]);
  });

  it('follows a dead key with a space', () => {
    expect(codes('^', 'de').map((stroke) => stroke.code)).toEqual(['Backquote', 'Space']);
  });

  it('turns every kind of line end into Enter', () => {
    expect(codes('a\r\nb\nc\r', 'us').map((stroke) => stroke.code)).toEqual(['KeyA', 'Enter', 'KeyB', 'Enter', 'KeyC', 'Enter']);
  });

  it('names what cannot be typed, once', () => {
    expect(planTyping('é漢é', keyboardLayout('us'))).toMatchObject({ strokes: [], unsupported: ['é', '漢'] });
  });
});

describe('suggestedLayout', () => {
  it('follows the languages of the browser', () => {
    expect(suggestedLayout(['zh-CN', 'fr-FR'])).toBe('fr');
    expect(suggestedLayout(['en-GB'])).toBe('gb');
    expect(suggestedLayout(['en-US', 'de'])).toBe('us');
    expect(suggestedLayout([])).toBe('us');
  });
});
