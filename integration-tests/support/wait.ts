/** Asks until the answer is true; fails with what was waited for. The only clock of the tests. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined | false> | T | undefined | false, patienceMs = 60_000): Promise<T> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > until) throw new Error(`waited ${patienceMs / 1000} s for: ${what}`);
    await new Promise((again) => setTimeout(again, 200));
  }
}
