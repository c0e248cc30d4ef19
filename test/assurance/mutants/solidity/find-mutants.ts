import { type Mutant, mutantAt } from "../mutant.ts";
import { type Change, SOLIDITY_OPERATORS } from "./solidity-operators.ts";
import { nodesOf, rangeOf, type SyntaxNode, typeOf } from "./syntax-node.ts";
import { YUL_OPERATORS } from "./yul-operators.ts";

/** A mutant with the complete text of its file. */
export interface SolidityMutant extends Mutant {
  readonly text: string;
}

/**
 * Every mutant of a Solidity file. The text is ASCII, so that the compiler's bytes are characters.
 *
 * @param trees Trees of all files of the compilation: a constant's siblings may stand in another file.
 */
export function findMutants(file: string, text: string, tree: unknown, trees: readonly unknown[]): SolidityMutant[] {
  const nextOf = siblings(trees);
  const changes = [...nodesOf(tree)].flatMap((node) => [
    ...(SOLIDITY_OPERATORS[node.nodeType]?.(node, { text, nextOf }) ?? []),
    ...(YUL_OPERATORS[node.nodeType]?.(node, text) ?? []),
  ]);
  const imports = importsIn(tree);
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()]
    .filter(({ start }) => !imports.some((range) => range.start <= start && start < range.end))
    .map((change) => ({ ...mutantAt(file, text, change), text: applied(text, change) }));
}

const applied = (text: string, { start, end, replacement }: Change) =>
  text.slice(0, start) + replacement + text.slice(end);

/** For the id of each constant and each enumeration member, the name of the next one of its type. */
function siblings(trees: readonly unknown[]): ReadonlyMap<number, string> {
  const next = new Map<number, string>();
  for (const node of nodesOf(trees)) {
    for (const group of groupsOf(node))
      group.forEach(({ id }, i) => {
        const follower = group[(i + 1) % group.length];
        if (group.length > 1 && follower !== undefined) next.set(id as number, follower["name"] as string);
      });
  }
  return next;
}

function groupsOf(node: SyntaxNode): SyntaxNode[][] {
  if (node.nodeType === "EnumDefinition") return [node["members"] as SyntaxNode[]];
  if (node.nodeType !== "ContractDefinition") return [];
  const constants = (node["nodes"] as SyntaxNode[]).filter((member) => member["constant"] === true);
  return [...Map.groupBy(constants, typeOf).values()];
}

/** The places of imports: a name there is not a use of it. */
function importsIn(tree: unknown): { readonly start: number; readonly end: number }[] {
  return [...nodesOf(tree)].filter(({ nodeType }) => nodeType === "ImportDirective").map(rangeOf);
}
