import type { AnyKind } from '../../../k8s/types';
import { apiVersionOf } from '../../../../contracts/kinds';
import type { KubeObject } from '../../../../contracts/objects';
import { own } from '../../../domain/patch/json';
import type { JsonObject } from '../../../domain/patch/json';
import { lineOfField } from '../../../domain/yaml/locate';
import { parseManifest } from '../../../domain/yaml/manifest';
import type { TextProblem } from '../../../domain/yaml/manifest';
import { text } from '../../../domain/read';

type Translate = (key: string, values?: Record<string, unknown>) => string;

export type Checked = { object: JsonObject; problems?: undefined } | { object?: undefined; problems: TextProblem[] };

interface Expected {
  kind: AnyKind;
  /** The object under edit: its name and namespace cannot be changed. */
  base?: KubeObject | undefined;
  t: Translate;
}

/** Everything that can be said about a text without asking the server. */
export function checkManifest(source: string, { kind, base, t }: Expected): Checked {
  const parsed = parseManifest(source);
  if (parsed.problems) return { problems: parsed.problems };
  const { object, document, lines } = parsed;
  const problems: TextProblem[] = [];
  const demand = (field: string, found: unknown, wanted: string) => {
    if (found === wanted) return;
    const message = t('{{field}} must be {{wanted}}', { field, wanted });
    problems.push({ line: lineOfField(document, lines, field) ?? 1, column: 1, message });
  };
  demand('apiVersion', own(object, 'apiVersion'), apiVersionOf(kind));
  demand('kind', own(object, 'kind'), kind.kind);
  if (base) {
    demand('metadata.name', text(object, 'metadata', 'name'), base.metadata.name);
    if (base.metadata.namespace !== undefined) demand('metadata.namespace', text(object, 'metadata', 'namespace'), base.metadata.namespace);
  } else if (text(object, 'metadata', 'name') === '' && text(object, 'metadata', 'generateName') === '') {
    problems.push({ line: lineOfField(document, lines, 'metadata') ?? 1, column: 1, message: t('metadata.name is missing') });
  }
  if (!base && kind.namespaced && text(object, 'metadata', 'namespace') === '') {
    problems.push({ line: lineOfField(document, lines, 'metadata') ?? 1, column: 1, message: t('metadata.namespace is missing') });
  }
  return problems.length > 0 ? { problems } : { object };
}

/** The lines of the text that a refusal of the server speaks of. */
export function problemsOfRefusal(source: string, failure: { message: string; causes: readonly { field?: string; message?: string }[] }): TextProblem[] {
  const parsed = parseManifest(source);
  if (parsed.problems) return [];
  return failure.causes.flatMap((cause) => {
    const line = cause.field === undefined ? undefined : lineOfField(parsed.document, parsed.lines, cause.field);
    return line === undefined ? [] : [{ line, column: 1, message: cause.message ?? failure.message }];
  });
}
