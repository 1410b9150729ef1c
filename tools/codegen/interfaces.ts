import ts from 'typescript';

export type TypeShape =
  | { form: 'string' | 'number' | 'boolean' | 'object' | 'any' }
  /** A union of literals. */
  | { form: 'words'; values: string[] }
  | { form: 'array' | 'map'; of: TypeShape }
  | { form: 'reference'; name: string };

export interface Member {
  name: string;
  optional: boolean;
  description: string;
  type: TypeShape;
  /** What its tags say of the values: `@default`, `@pattern` … as schema words. */
  facts: Record<string, unknown>;
}

export interface Interface {
  description: string;
  members: Member[];
  facts: Record<string, unknown>;
  /** Has an index signature: members that are not named are allowed. */
  isOpen: boolean;
}

export type Declarations = Map<string, Interface>;

function descriptionOf(node: ts.Node): string {
  const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return ts.getTextOfJSDocComment(docs.at(-1)?.comment)?.trim() ?? '';
}

const parsed = (text: string): unknown => JSON.parse(text);
const asWritten = (text: string): unknown => text;
const TAGS: Record<string, { word: string; read: (text: string) => unknown }> = {
  default: { word: 'default', read: parsed },
  format: { word: 'format', read: asWritten },
  listKeys: { word: 'x-kubernetes-list-map-keys', read: (text) => text.split(' ') },
  listType: { word: 'x-kubernetes-list-type', read: asWritten },
  mapType: { word: 'x-kubernetes-map-type', read: asWritten },
  maxItems: { word: 'maxItems', read: Number },
  maxLength: { word: 'maxLength', read: Number },
  maximum: { word: 'maximum', read: Number },
  minItems: { word: 'minItems', read: Number },
  minLength: { word: 'minLength', read: Number },
  minimum: { word: 'minimum', read: Number },
  nullable: { word: 'nullable', read: () => true },
  // `*/` would end the comment: it is written `*\\/`.
  pattern: { word: 'pattern', read: (text) => text.replaceAll('*\\/', '*/') },
};

/** `@default 5` and the like, and `@rule EXPRESSION => message` for rules in CEL. */
function factsOf(node: ts.Node): Record<string, unknown> {
  const facts: Record<string, unknown> = {};
  const rules: { rule: string; message: string }[] = [];
  for (const tag of ts.getJSDocTags(node)) {
    const text = (ts.getTextOfJSDocComment(tag.comment) ?? '').trim();
    const known = TAGS[tag.tagName.text];
    if (known) facts[known.word] = known.read(text);
    const [rule = '', message = ''] = text.split(' => ');
    if (tag.tagName.text === 'rule') rules.push({ rule, message });
  }
  if (facts['x-kubernetes-list-map-keys']) facts['x-kubernetes-list-type'] = 'map';
  return rules.length > 0 ? { ...facts, 'x-kubernetes-validations': rules } : facts;
}

/** Members whose names are reserved words in some language carry an underscore in the generated types. */
function jsonName(name: string): string {
  return name.startsWith('_') ? name.slice(1) : name;
}

function unionOf({ types }: ts.UnionTypeNode): TypeShape {
  const values = types.flatMap((part) => (ts.isLiteralTypeNode(part) && ts.isStringLiteral(part.literal) ? [part.literal.text] : []));
  return values.length === types.length ? { form: 'words', values } : { form: 'any' };
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
  if (ts.isUnionTypeNode(node)) return unionOf(node);
  const words: Partial<Record<ts.SyntaxKind, TypeShape>> = {
    [ts.SyntaxKind.StringKeyword]: { form: 'string' },
    [ts.SyntaxKind.NumberKeyword]: { form: 'number' },
    [ts.SyntaxKind.BooleanKeyword]: { form: 'boolean' },
    [ts.SyntaxKind.ObjectKeyword]: { form: 'object' },
  };
  return words[node.kind] ?? { form: 'any' };
}

function readInterface(node: ts.InterfaceDeclaration): Interface {
  const members = node.members.filter(ts.isPropertySignature).map((member) => ({
    name: jsonName(member.name.getText().replace(/^['"]|['"]$/g, '')),
    optional: member.questionToken !== undefined,
    description: descriptionOf(member),
    type: shapeOf(member.type),
    facts: factsOf(member),
  }));
  return { description: descriptionOf(node), members, facts: factsOf(node), isOpen: node.members.some(ts.isIndexSignatureDeclaration) };
}

/** The interfaces a declaration file holds, by name. */
export function readDeclarations(text: string): Declarations {
  const file = ts.createSourceFile('index.d.ts', text, ts.ScriptTarget.ES2022, true);
  const out: Declarations = new Map();
  for (const statement of file.statements) if (ts.isInterfaceDeclaration(statement)) out.set(statement.name.text, readInterface(statement));
  return out;
}
