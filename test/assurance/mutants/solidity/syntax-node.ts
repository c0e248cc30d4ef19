/** The members of a node of solc's syntax tree that mutants need. */
export interface SyntaxNode {
  readonly nodeType: string;
  /** `start:length:file`, in bytes. */
  readonly src: string;
  readonly [member: string]: unknown;
}

/** Every node below and including `root`, parents first. */
export function* nodesOf(root: unknown): Generator<SyntaxNode> {
  if (typeof root !== "object" || root === null) return;
  if (isNode(root)) yield root;
  for (const child of Object.values(root)) yield* nodesOf(child);
}

/** The place of a node in its file. */
export function rangeOf({ src }: SyntaxNode): { readonly start: number; readonly end: number } {
  const [start = 0, length = 0] = src.split(":").map(Number);
  return { start, end: start + length };
}

/** The type of an expression, as the compiler writes it. */
export function typeOf(node: SyntaxNode): string | undefined {
  return (node["typeDescriptions"] as { typeString?: string } | undefined)?.typeString;
}

const isNode = (value: object): value is SyntaxNode => "nodeType" in value && "src" in value;
