import { parseQuantity } from '../quantities';

export type DiskProblem = 'malformed' | 'too-small';

/** What is wrong with the size of a disk that copies a volume of `least`; an empty size is the volume's own. */
export function diskProblem(size: string, least: string): DiskProblem | undefined {
  if (size.trim() === '') return undefined;
  const bytes = parseQuantity(size);
  if (bytes === undefined || bytes <= 0) return 'malformed';
  return bytes < (parseQuantity(least) ?? 0) ? 'too-small' : undefined;
}
