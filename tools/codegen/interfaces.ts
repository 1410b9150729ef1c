import ts from 'typescript';

export type TypeShape =
  | { form: 'string' | 'number' | 'boolean' | 'object' | 'any' }
  | { form: 'array' | 'map'; of: TypeShape }
  | { form: 'reference'; name: string };

export interface Member {
  name: string;
  optional: boolean;
  description: string;
  type: TypeShape;
}

export type Declarations = Map<string, { description: string; members: Member[] }>;

function descriptionOf(node: ts.Node): string {
  const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return ts.getTextOfJSDocComment(docs.at(-1)?.comment)?.trim() ?? '';
}

/** Members whose names are reserved words in some language carry an underscore in the generated types. */
function jsonName(name: string): string {
  return name.startsWith('_') ? name.slice(1) : name;
}

function shapeOf(node: ts.TypeNode | undefined): TypeShape {
  if (!node) return { form: 'any' };
  if (ts.isArrayTypeNode(node)) return { form: 'array', of: shapeOf(node.elementType) };
  if (ts.isTypeLiteralNode(node)) {
    const index = node.members.find(ts.isIndexSignatureDeclaration);
    return index ? { form: 'map', of: shapeOf(index.type) } : { form: 'any' };
  }
  if (ts.isTypeReferenceNode(node)) {
    const name = node.typeName.getText();
    const [argument] = node.typeArguments ?? [];
    if (name === 'Array' || name === 'Set') return { form: 'array', of: shapeOf(argument) };
    if (name === 'Date') return { form: 'string' };
    return { form: 'reference', name };
  }
  if (ts.isUnionTypeNode(node)) return node.types.every((part) => ts.isLiteralTypeNode(part)) ? { form: 'string' } : { form: 'any' };
  const words: Partial<Record<ts.SyntaxKind, TypeShape>> = {
    [ts.SyntaxKind.StringKeyword]: { form: 'string' },
    [ts.SyntaxKind.NumberKeyword]: { form: 'number' },
    [ts.SyntaxKind.BooleanKeyword]: { form: 'boolean' },
    [ts.SyntaxKind.ObjectKeyword]: { form: 'object' },
  };
  return words[node.kind] ?? { form: 'any' };
}

function readInterface(node: ts.InterfaceDeclaration): { description: string; members: Member[] } {
  const members = node.members.filter(ts.isPropertySignature).map((member) => ({
    name: jsonName(member.name.getText().replace(/^['"]|['"]$/g, '')),
    optional: member.questionToken !== undefined,
    description: descriptionOf(member),
    type: shapeOf(member.type),
  }));
  return { description: descriptionOf(node), members };
}

/** The interfaces a declaration file holds, by name. */
export function readDeclarations(text: string): Declarations {
  const file = ts.createSourceFile('index.d.ts', text, ts.ScriptTarget.ES2022, true);
  const out: Declarations = new Map();
  for (const statement of file.statements) if (ts.isInterfaceDeclaration(statement)) out.set(statement.name.text, readInterface(statement));
  return out;
}
