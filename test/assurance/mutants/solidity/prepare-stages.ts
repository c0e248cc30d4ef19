import { sha256 } from "./judgement-memory.ts";
import { STAGES } from "./stages.ts";
import { suiteDigest } from "./suite-digest.ts";
import { nodesOf } from "./syntax-node.ts";

/** A stage with what decides whether an earlier judgement of it still stands. */
export interface PreparedStage {
  /** Its place in `STAGES`. */
  readonly index: number;
  /** All that its contracts are made of. */
  readonly files: ReadonlySet<string>;
  readonly digest: string;
  readonly suites: readonly { readonly path: string; readonly digest: string }[];
}

/**
 * @param trees the syntax trees of all files, by file.
 * @param textOf what a file contains.
 */
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

/** These files and all that they import. */
function importedBy(files: readonly string[], trees: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  const found = new Set(files);
  // A set that grows while it is walked is walked to its last member.
  for (const file of found)
    for (const { nodeType, absolutePath } of nodesOf(trees.get(file)))
      if (nodeType === "ImportDirective") found.add(absolutePath as string);
  return found;
}
