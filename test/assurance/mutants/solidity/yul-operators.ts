import { beside, type Change, change, child, source } from "./solidity-operators.ts";
import type { SyntaxNode } from "./syntax-node.ts";

/** The replacement of each built-in function of Yul. */
const INSTEAD: Readonly<Record<string, string>> = {
  add: "sub",
  and: "or",
  or: "and",
  gt: "lt",
  lt: "gt",
  eq: "gt",
  shr: "shl",
};

/** The changes of inline assembly, by the type of the node. */
export const YUL_OPERATORS: Readonly<Record<string, (node: SyntaxNode, text: string) => readonly Change[]>> = {
  YulFunctionCall: (node, text) => {
    const name = child(node, "functionName");
    const other = INSTEAD[source(name, text)];
    return other === undefined ? [] : [change("assembly function", name, other)];
  },
  YulLiteral: (node, text) =>
    beside(BigInt(source(node, text))).map((other) => change("assembly number", node, String(other))),
  YulIf: (node) => ["1", "0"].map((constant) => change("assembly condition", child(node, "condition"), constant)),
  YulExpressionStatement: (node) => [change("assembly statement", node, "")],
};
