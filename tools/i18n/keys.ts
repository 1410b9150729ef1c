import ts from 'typescript';

/** Keys that a source file gives to `t` (or `i18nKey`) as literals; plural ones carry `count` among their values. */
export interface UsedKey {
  key: string;
  plural: boolean;
  line: number;
}

function literal(node: ts.Node | undefined): string | undefined {
  if (!node) return undefined;
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  return undefined;
}

function isTranslate(expression: ts.Expression): boolean {
  if (ts.isIdentifier(expression)) return expression.text === 't';
  return ts.isPropertyAccessExpression(expression) && expression.name.text === 't';
}

function hasCount(node: ts.Expression | undefined): boolean {
  if (!node || !ts.isObjectLiteralExpression(node)) return false;
  return node.properties.some((each) => each.name !== undefined && ts.isIdentifier(each.name) && each.name.text === 'count');
}

/** Both arms of `t(busy ? 'A' : 'B')` are keys. */
function literals(node: ts.Expression | undefined): string[] {
  if (node && ts.isConditionalExpression(node)) return [...literals(node.whenTrue), ...literals(node.whenFalse)];
  const text = literal(node);
  return text === undefined ? [] : [text];
}

export function usedKeys(fileName: string, source: string): UsedKey[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true, fileName.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const found: UsedKey[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTranslate(node.expression)) {
      const plural = hasCount(node.arguments[1]);
      const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      for (const key of literals(node.arguments[0])) found.push({ key, plural, line });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Every string literal of a file: a translation no file mentions is dead. */
export function mentionedStrings(fileName: string, source: string): Set<string> {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true, fileName.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    const text = literal(node);
    if (text !== undefined) found.add(text);
    if (ts.isJsxText(node)) found.add(node.text.trim());
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Texts of `%plugin__virtdeck~Text%` in the extensions. */
export function extensionKeys(source: string): string[] {
  return [...source.matchAll(/%plugin__virtdeck~([^%]+)%/g)].map((match) => match[1] ?? '');
}
