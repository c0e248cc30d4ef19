import { type EntryView } from "../../api/entry.ts";
import { ZERO_BYTES32 } from "../../domain/entry.ts";
import { fromJsonText } from "../../domain/encoding/json-text.ts";
import { kindOf } from "../../domain/rules/kind.ts";
import type { EntryRecord } from "../../store/chain/entries.ts";
import { referenceOrNull } from "./participant-reference.ts";
import { payloadState } from "./payload-state.ts";
import type { Reading } from "./reading.ts";

/** A stored entry as answers show it. */
export function viewEntry({ directory }: Reading, record: EntryRecord): EntryView {
  const { entry } = record;
  const payload = payloadState(record);
  return {
    hash: record.hash,
    shipment: entry.shipment,
    identifier: record.identifier,
    sequence: record.sequence,
    previous: entry.previous,
    kind: kindOf(entry.kind),
    author: referenceOrNull(directory, entry.author),
    counterparty: referenceOrNull(directory, entry.counterparty),
    refersTo: entry.refersTo === ZERO_BYTES32 ? null : entry.refersTo,
    occurredAt: entry.occurredAt,
    recordedAt: record.recordedAt,
    commitment: entry.commitment,
    signature: record.signature,
    block: record.block,
    transaction: record.transactionHash,
    position: record.position,
    payload,
    summary: payload === "known" && record.summary !== null ? fromJsonText(record.summary) : null,
  };
}
