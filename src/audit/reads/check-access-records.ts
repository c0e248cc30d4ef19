import type { AccessAnchor, AccessRecordView } from "../../api/access-record.ts";
import { bytesOf, hexOf } from "../../domain/encoding/hex.ts";
import { ZERO_BYTES32 } from "../../domain/entry.ts";
import { commit } from "../../domain/payload/commitment.ts";
import { anchorNote, leafOf } from "../../domain/reads/access-record.ts";
import { merkleRoot } from "../../exchange/merkle-tree.ts";

/** What a check of an authority's access records found. */
export interface AccessRecordCheck {
  readonly records: number;
  /** Number of the records that the roots of anchors cover. */
  readonly anchored: number;
  /** Time of the oldest record that no anchor covers, in Unix seconds; `null` without one. */
  readonly oldestUncovered: number | null;
  /** Sentences; none if nothing was changed or left out. */
  readonly problems: readonly string[];
}

/**
 * Checks all access records of one authority against all its anchors: the numbers have no gap, each record names the leaf
 * of the one before, the ranges of the anchors follow each other from 1, and each root and commitment is computed anew.
 *
 * @param records in any order.
 * @param anchors in any order. That their acts are on chain is for the audit of the ledger to check.
 */
export function checkAccessRecords(
  records: readonly AccessRecordView[],
  anchors: readonly AccessAnchor[],
): AccessRecordCheck {
  const problems: string[] = [];
  const inOrder = records.toSorted((a, b) => a.number - b.number);
  let previous = ZERO_BYTES32;
  for (const [index, view] of inOrder.entries()) {
    const { number } = view;
    const leaf = leafOf({ ...view, reader: view.reader.id, onBehalfOf: view.onBehalfOf?.id ?? null });
    if (number !== index + 1) {
      problems.push(`Record ${index + 1} is missing.`);
      break;
    }
    if (leaf !== view.leaf) problems.push(`Record ${number} is not what its leaf says.`);
    if (view.previous !== previous) problems.push(`Record ${number} does not follow record ${number - 1}.`);
    previous = leaf;
  }
  let covered = 0;
  for (const anchor of anchors.toSorted((a, b) => a.first - b.first)) {
    const { first, last, root, seed, commitment } = anchor;
    if (first !== covered + 1) problems.push(`No anchor covers records ${covered + 1} to ${first - 1}.`);
    covered = last;
    const leaves = inOrder.slice(first - 1, last).map(({ leaf }) => bytesOf(leaf));
    if (leaves.length !== last - first + 1) problems.push(`Records ${first} to ${last} are not all there.`);
    else if (hexOf(merkleRoot(leaves)) !== root) problems.push(`Records ${first} to ${last} do not have the root.`);
    if (commit({ note: anchorNote(first, last, root) }, bytesOf(seed)) !== commitment)
      problems.push(`The act ${anchor.act} does not commit to the root of records ${first} to ${last}.`);
  }
  const oldestUncovered = inOrder.find(({ number }) => number > covered)?.time ?? null;
  return { records: records.length, anchored: Math.min(covered, records.length), oldestUncovered, problems };
}
