import { isMap, isPair, isScalar, isSeq } from 'yaml';
import type { Document, LineCounter, Node } from 'yaml';

/** The steps of a field path as the API server writes it: `spec.disks[0].name`, `metadata.labels[a.b/c]`. */
export function fieldSteps(field: string): string[] {
  const steps: string[] = [];
  for (const match of field.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)) {
    const step = match[1] ?? match[2];
    if (step !== undefined && step !== '') steps.push(step.replace(/^["']|["']$/g, ''));
  }
  return steps;
}

function child(node: unknown, step: string): { at: Node | undefined; value: unknown } | undefined {
  if (isSeq(node)) {
    const byName = node.items.find((item) => isMap(item) && item.get('name') === step);
    const value = byName ?? node.items[Number(step)];
    return value === undefined ? undefined : { at: asNode(value), value };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === step);
  return pair && { at: asNode(pair.key), value: pair.value };
}

function asNode(value: unknown): Node | undefined {
  return isScalar(value) || isMap(value) || isSeq(value) ? value : undefined;
}

/**
 * The line (from 1) where a field named by the server stands. A field that the text does not have, such as a required one
 * that is missing, is looked for one step up; undefined when not even its first step is there.
 */
export function lineOfField(document: Document, lines: LineCounter, field: string): number | undefined {
  let node: unknown = document.contents;
  let line: number | undefined;
  for (const step of fieldSteps(field)) {
    const found = child(node, step);
    if (!found) break;
    node = found.value;
    if (found.at?.range) line = lines.linePos(found.at.range[0]).line;
  }
  return line;
}
