import { rangeOf, type SyntaxNode, typeOf } from "./syntax-node.ts";

/** A change of a source text, between two offsets. */
export interface Change {
  readonly operator: string;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** The input of an operator. */
export interface Surroundings {
  readonly text: string;
  /** Names that may replace a constant or an enumeration member: the next sibling of the same type. */
  readonly nextOf: ReadonlyMap<number, string>;
}

type Operator = (node: SyntaxNode, surroundings: Surroundings) => readonly Change[];

/** The replacements of a binary operator. */
const INSTEAD: Readonly<Record<string, readonly string[]>> = {
  "==": ["!="],
  "!=": ["=="],
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  "%": ["*"],
  "<<": [">>"],
  ">>": ["<<"],
  "&": ["|"],
  "|": ["&"],
  "&&": ["||"],
  "||": ["&&"],
};

/** The changes of Solidity outside assembly, by the type of the node. */
export const SOLIDITY_OPERATORS: Readonly<Record<string, Operator>> = {
  BinaryOperation: (node, { text }) => {
    const [left, right] = [child(node, "leftExpression"), child(node, "rightExpression")];
    const between = text.slice(rangeOf(left).end, rangeOf(right).start);
    const operator = node["operator"] as string;
    const others = (INSTEAD[operator] ?? []).map((other) =>
      change("binary", node, `${source(left, text)}${between.replace(operator, other)}${source(right, text)}`),
    );
    const operands = ["&&", "||"].includes(operator)
      ? [left, right].map((operand) => change("operand", node, source(operand, text)))
      : [];
    return [...others, ...operands];
  },
  UnaryOperation: (node, { text }) => {
    const operand = source(child(node, "subExpression"), text);
    const becomes: Record<string, string> = { "!": operand, "~": operand, "++": `--${operand}`, "--": `++${operand}` };
    const replacement = becomes[node["operator"] as string];
    return replacement === undefined ? [] : [change("unary", node, replacement)];
  },
  Assignment: (node, { text }) => {
    const other = { "+=": "-=", "-=": "+=" }[node["operator"] as string];
    const [left, right] = [child(node, "leftHandSide"), child(node, "rightHandSide")];
    return other === undefined
      ? []
      : [change("assignment", node, `${source(left, text)} ${other} ${source(right, text)}`)];
  },
  IfStatement: (node) => always(child(node, "condition")),
  Conditional: (node) => always(child(node, "condition")),
  Literal: (node) => {
    const value = node["value"] as string;
    switch (node["kind"]) {
      case "number":
        return beside(BigInt(value.replaceAll("_", ""))).map((other) => change("number", node, String(other)));
      case "bool":
        return [change("flag", node, value === "true" ? "false" : "true")];
      case "string":
        return [change("text", node, JSON.stringify(mangled(value)))];
      default:
        return [];
    }
  },
  Identifier: renamed,
  MemberAccess: renamed,
  ExpressionStatement: omitted,
  EmitStatement: omitted,
  RevertStatement: omitted,
  Return: omitted,
  Break: omitted,
  ModifierInvocation: (node) => (node["kind"] === "modifierInvocation" ? [change("modifier", node, "")] : []),
  FunctionCall: (node, { text }) => {
    const given = node["arguments"] as SyntaxNode[];
    return given.slice(1).flatMap((second, i) => {
      const first = given[i] as SyntaxNode;
      if (typeOf(first) !== typeOf(second) || source(first, text) === source(second, text)) return [];
      const [before, after] = [rangeOf(first), rangeOf(second)];
      const between = text.slice(before.end, after.start);
      const replacement = `${source(second, text)}${between}${source(first, text)}`;
      return [{ operator: "arguments", start: before.start, end: after.end, replacement }];
    });
  },
};

/** The neighbours of a boundary value. */
export function beside(value: bigint): bigint[] {
  return value === 0n ? [1n] : [value - 1n, value + 1n];
}

export function change(operator: string, node: SyntaxNode, replacement: string): Change {
  return { operator, ...rangeOf(node), replacement };
}

export function child(node: SyntaxNode, name: string): SyntaxNode {
  return node[name] as SyntaxNode;
}

export function source(node: SyntaxNode, text: string): string {
  const { start, end } = rangeOf(node);
  return text.slice(start, end);
}

const always = (condition: SyntaxNode) => ["true", "false"].map((constant) => change("condition", condition, constant));

/** A different text of the same length, so that it fits where one character is expected. */
const mangled = (text: string) => text.replace(/.$/, (last) => (last === "x" ? "y" : "x"));

/** Removes a statement: an empty block replaces it, since a condition may stand before it. */
function omitted(node: SyntaxNode, { text }: Surroundings): Change[] {
  const { start, end } = rangeOf(node);
  return [{ operator: "statement", start, end: text.indexOf(";", end) + 1, replacement: "{}" }];
}

function renamed(node: SyntaxNode, { text, nextOf }: Surroundings): Change[] {
  const next = nextOf.get(node["referencedDeclaration"] as number);
  if (next === undefined) return [];
  return [change("constant", node, source(node, text).replace(/\w+$/, next))];
}
