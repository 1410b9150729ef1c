import { entries, items, strings, text } from './read';

type Labels = Readonly<Record<string, string>>;

function meets(expression: unknown, labels: Labels): boolean {
  const key = text(expression, 'key');
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  const values = strings(expression, 'values');
  switch (text(expression, 'operator')) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

/** Does a LabelSelector (`matchLabels`, `matchExpressions`) name these labels? One that says nothing selects everything. */
export function selects(selector: unknown, labels: Labels = {}): boolean {
  const same = entries(selector, 'matchLabels').every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
  return same && items(selector, 'matchExpressions').every((expression) => meets(expression, labels));
}

export function isEmptySelector(selector: unknown): boolean {
  return entries(selector, 'matchLabels').length === 0 && items(selector, 'matchExpressions').length === 0;
}
