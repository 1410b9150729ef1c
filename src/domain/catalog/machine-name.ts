/** What is wrong with a name; the page puts it into words. */
export type NameProblem = 'empty' | 'too-long' | 'characters' | 'ends' | 'taken';

/** KubeVirt derives host names and labels from a machine's name, so a DNS label it must be. */
const LONGEST = 63;

/** Checks a name as the API server will: letters, digits and dashes, a letter or digit at both ends. */
export function nameProblem(name: string, taken: (name: string) => boolean = () => false, longest = LONGEST): NameProblem | undefined {
  if (name === '') return 'empty';
  if (name.length > longest) return 'too-long';
  if (!/^[a-z0-9-]+$/.test(name)) return 'characters';
  if (name.startsWith('-') || name.endsWith('-')) return 'ends';
  return taken(name) ? 'taken' : undefined;
}

const COLORS = [
  'amber',
  'azure',
  'coral',
  'crimson',
  'emerald',
  'gold',
  'indigo',
  'ivory',
  'jade',
  'lilac',
  'olive',
  'pearl',
  'ruby',
  'sand',
  'teal',
  'violet',
];
const ANIMALS = [
  'badger',
  'crane',
  'dolphin',
  'falcon',
  'gecko',
  'heron',
  'ibex',
  'jaguar',
  'koala',
  'lynx',
  'marten',
  'otter',
  'panda',
  'raven',
  'stork',
  'walrus',
];

/** Whole numbers from 0 up to, not including, `below`; `crypto` unless a test brings its own. */
export type Dice = (below: number) => number;

export const cryptoDice: Dice = (below) => {
  // Values beyond the last whole multiple would make small numbers likelier: throw them away.
  const limit = Math.floor(0x1_0000_0000 / below) * below;
  const draw = new Uint32Array(1);
  do crypto.getRandomValues(draw);
  while ((draw[0] ?? 0) >= limit);
  return (draw[0] ?? 0) % below;
};

/** A name easy to say and tell apart, begun with what the volume is called: `fedora-amber-otter-42`. */
export function generateName(base: string, dice: Dice = cryptoDice): string {
  const start = base
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 30);
  const words = [start, COLORS[dice(COLORS.length)] ?? '', ANIMALS[dice(ANIMALS.length)] ?? '', String(10 + dice(90))];
  return words.filter((each) => each !== '').join('-');
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A password of three groups of four letters and digits, none of which look alike. */
export function generatePassword(dice: Dice = cryptoDice): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[dice(LETTERS.length)] ?? '').join('');
  return [group(), group(), group()].join('-');
}
