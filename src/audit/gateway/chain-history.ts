import type { ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { kindName } from "../../domain/rules/kind.ts";
import { positionOf } from "../../domain/position.ts";
import { ZERO_BYTES32 } from "../../domain/entry.ts";
import { getBlockHeader } from "../../ledger/get-block-header.ts";
import { getShipmentHistory } from "../../ledger/get-shipment-history.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import { recordingDigest } from "../replay/entry-digests.ts";
import type { ComparedMemory } from "./compared-memory.ts";

/** An entry on the chain, with the member names of a gateway's answer. */
export type ChainEntry = Readonly<Record<(typeof ENTRY_FIELDS)[number], string | number | null>> & {
  readonly hash: `0x${string}`;
  readonly block: number;
};

/** Members of a gateway's entry that the audit compares with the chain. Participants are ids. */
export const ENTRY_FIELDS = [
  "hash",
  "shipment",
  "sequence",
  "previous",
  "kind",
  "author",
  "counterparty",
  "refersTo",
  "occurredAt",
  "recordedAt",
  "commitment",
  "signature",
  "block",
  "transaction",
  "position",
] as const;

/**
 * Reads a shipment's entries up to the last audited block again, to name the differences of an answer. Each entry must
 * match its audited recording.
 *
 * @throws ChainMovedDuringAudit if the node now gives another entry.
 */
export async function readChainHistory(rpc: Rpc, memory: ComparedMemory, shipment: ShipmentId): Promise<ChainEntry[]> {
  const { chain, firstBlock, last, recordings } = memory;
  const events = await getShipmentHistory(rpc, chain.ledger, shipment, firstBlock, last.number);
  return Promise.all(
    events.map(async ({ hash, sequence, signed: { entry, signature }, position }) => {
      const { blockNumber: block, blockHash, logIndex, transactionHash } = position;
      const recordedAt = (await getBlockHeader(rpc, block))?.timestamp ?? 0;
      const recording = recordingDigest({ hash, sequence, signature, block, logIndex, recordedAt, transactionHash });
      if (!recordings.has(recording)) throw new PortolanError("ChainMovedDuringAudit", { block, hash: blockHash });
      return {
        ...{ hash, shipment, sequence, previous: entry.previous, kind: kindName(entry.kind) ?? entry.kind },
        author: entry.author,
        counterparty: entry.counterparty === 0 ? null : entry.counterparty,
        refersTo: entry.refersTo === ZERO_BYTES32 ? null : entry.refersTo,
        ...{ occurredAt: entry.occurredAt, recordedAt, commitment: entry.commitment, signature, block },
        transaction: transactionHash,
        position: positionOf(block, logIndex),
      };
    }),
  );
}
