import { sha256 } from "./judgement-memory.ts";
import { STAGES } from "./stages.ts";
import { suiteDigest } from "./suite-digest.ts";
import { nodesOf } from "./syntax-node.ts";

/** A stage with the data that decides whether an earlier judgement is still valid. */
export interface PreparedStage {
  /** Its index in `STAGES`. */
  readonly index: number;
  /** All source files of its contracts. */
  readonly files: ReadonlySet<string>;
  readonly digest: string;
  readonly suites: readonly { readonly path: string; readonly digest: string }[];
}

/** @param trees The syntax trees of all files, by file. @param textOf The contents of a file. */
export function prepareStages(
  trees: ReadonlyMap<string, unknown>,
  textOf: (file: string) => string,
): readonly PreparedStage[] {
  return STAGES.map(({ contracts, effort, suites }, index) => {
    const files = [...importedBy(Object.keys(contracts), trees)].sort();
    return {
      index,
      files: new Set(files),
      digest: sha256(effort, ...files.flatMap((file) => [file, textOf(file)])),
      suites: suites.map((path) => ({ path, digest: suiteDigest(path) })),
    };
  });
}

/** These files and all their imports. */
function importedBy(files: readonly string[], trees: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  const found = new Set(files);
  // Iteration over a set includes members added on the way.
  for (const file of found)
    for (const { nodeType, absolutePath } of nodesOf(trees.get(file)))
      if (nodeType === "ImportDirective") found.add(absolutePath as string);
  return found;
}
