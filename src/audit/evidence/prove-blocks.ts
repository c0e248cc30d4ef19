import type { Bytes32, Hex } from "../../domain/entry.ts";
import type { StoryEntry } from "../../domain/shipment-story.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import type { Sealing } from "../finality/block-hash.ts";
import { proveReceipts } from "./block-receipts.ts";
import type { EvidencePlace } from "./evidence.ts";
import { type BlockWithRlp, readHeaders } from "./read-headers.ts";

/**
 * Largest number of headers, of 600 bytes each, that link an entry's block to the last block. A chain whose validators
 * seal each header needs no linking headers.
 */
export const LINKED_HEADERS = 4_096;

/** Number of blocks in one request. */
const BLOCKS = 100;

/** An entry or an act with its place on the chain. */
export type Placed = Pick<StoryEntry, "position" | "block" | "hash" | "transactionHash">;

/**
 * Reads the headers that a file needs, their receipts, and the place of each entry or act.
 *
 * @param last number of the file's block.
 * @param unlinked whether to keep headers that nothing anchors: those of unsealed blocks before the linked ones.
 */
export async function proveBlocks(
  rpc: Rpc,
  entries: readonly Placed[],
  last: number,
  sealing: Sealing,
  unlinked: "omit" | "keep" = "omit",
) {
  const byBlock = Map.groupBy(entries, ({ block }) => block);
  const recorded = [...byBlock.keys()].sort((a, b) => a - b);
  const linked = sealing === "none" ? Math.max(recorded[0] ?? 0, last - LINKED_HEADERS) : last;
  const wanted = new Set(recorded);
  for (let number = linked; number <= last; number++) wanted.add(number);

  const places = new Map<number, EvidencePlace>();
  const receipts = new Set<Hex>();
  const headers: BlockWithRlp[] = [];
  const heights = [...wanted].sort((a, b) => a - b);
  for (let start = 0; start < heights.length; start += BLOCKS) {
    for (const block of await readHeaders(rpc, heights.slice(start, start + BLOCKS))) {
      const isKept = unlinked === "keep" || sealing !== "none" || block.header.number >= linked;
      if (isKept) headers.push(block);
      const recordedHere = byBlock.get(block.header.number);
      if (recordedHere === undefined) continue;
      const proven = await proveEntries(rpc, block, recordedHere, places);
      if (isKept) for (const node of proven) receipts.add(node);
    }
  }
  return { places, receipts, headers };
}

/** Adds the place of each entry of a block to `places`, and returns the trie nodes that prove it. */
async function proveEntries(
  rpc: Rpc,
  { header, transactions }: BlockWithRlp,
  entries: readonly Placed[],
  places: Map<number, EvidencePlace>,
): Promise<readonly Hex[]> {
  const block = { number: header.number, receiptsRoot: header.receiptsRoot, transactions };
  const wanted = new Set<Bytes32>(entries.map(({ transactionHash }) => transactionHash));
  const { nodes, placeOf } = await proveReceipts(rpc, block, wanted);
  for (const { position, hash } of entries) {
    const place = placeOf(position);
    if (place === undefined)
      throw rpc.invalidAnswer("eth_getTransactionReceipt", `entry ${hash} moved between two requests`);
    places.set(position, place);
  }
  return nodes;
}
