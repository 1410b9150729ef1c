import type { AdmissionRequest, KindHooks } from './definition';

/** Hooks one after the other: all mutate; the first that finds causes ends the validation. */
export function mergeHooks(...given: (KindHooks | undefined)[]): KindHooks | undefined {
  const all = given.filter((each) => each !== undefined);
  const [first] = all;
  if (all.length < 2) return first;
  const validate = (request: AdmissionRequest) => {
    for (const each of all) {
      const causes = each.validate?.(request) ?? [];
      if (causes.length > 0) return causes;
    }
    return [];
  };
  const graceSeconds = all.find((each) => each.graceSeconds)?.graceSeconds;
  const grace = graceSeconds ? { graceSeconds } : {};
  // Without anything that mutates, an object needs no second look at its schema.
  const mutating = all.filter((each) => each.mutate);
  if (mutating.length === 0) return { validate, ...grace };
  return {
    validate,
    ...grace,
    mutate: (request) => {
      for (const each of mutating) each.mutate?.(request);
    },
  };
}
