import { ImageError } from './images';

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Words of any thrown thing. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Turns what Node threw into an ImageError; `otherwise` names the failures that have no system reason. */
export function fromSystem(error: unknown, signal: AbortSignal | undefined, otherwise: (words: string) => ImageError): ImageError {
  if (error instanceof ImageError) return error;
  if (signal?.aborted) return new ImageError('Aborted', 'the operation was cancelled');
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new ImageError('NoSpace', 'no space left on device');
  return otherwise(wordsOf(error));
}
