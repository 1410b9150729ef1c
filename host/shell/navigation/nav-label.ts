import type { TFunction } from 'i18next';

/** Text of a manifest: `%namespace~Text%` is translated, anything else is shown as it is. */
export function labelOf(text: string | undefined, t: TFunction): string {
  const match = /^%(.+?~.+)%$/s.exec(text ?? '');
  return match?.[1] === undefined ? (text ?? '') : t(match[1]);
}
