/** The part of an ApiFailure that is shown; this folder knows no cluster. */
export interface ShownFailure {
  code: number;
  message: string;
  causes: readonly { message?: string; field?: string }[];
}

/** The server's words with the fields it names, one line each. */
export function failureLines(failure: ShownFailure): string[] {
  const causes = failure.causes
    .map((cause) => [cause.field, cause.message].filter((part) => part !== undefined && part !== '').join(': '))
    .filter((line) => line !== '' && !failure.message.includes(line));
  return [failure.message, ...causes];
}
