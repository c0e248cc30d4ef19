import { utf8ToBytes } from "@noble/hashes/utils.js";
import { type Act, ACT_FIELDS } from "../../../domain/cooperation/act.ts";
import { keccak256Hex } from "../../../domain/encoding/keccak256.ts";
import type { EntryHash, Hex } from "../../../domain/entry.ts";
import { itemAt } from "../../../domain/item-at.ts";
import type { ReceiptLog } from "../../proof/proven-receipt.ts";
import type { Recording } from "../prove-recordings.ts";
import type { MatterEvidence } from "./matter-evidence.ts";

/** Keccak-256 of the signature of `ICooperationLedger.ActRecorded`: the first topic of the event. */
const RECORDED_TOPIC = keccak256Hex(
  utf8ToBytes(
    "ActRecorded(bytes32,bytes32,uint32,uint32,(bytes32,bytes32,uint8,uint32,uint32,bytes32,uint40,bytes32,uint40,uint32,uint8,uint16),bytes)",
  ),
);

/** The recordings of the acts of a file. @param hashes in the order of the file. */
export function actRecordings({ acts }: Pick<MatterEvidence, "acts">, hashes: readonly EntryHash[]): Recording[] {
  return acts.map(({ act, signature, recorded }, index) => {
    const hash = itemAt(hashes, index);
    return { hash, recorded, isEvent: (log) => records(log, act, hash, signature) };
  });
}

/** Whether the log is the event of this act. Compares the topics, and the data in the canonical ABI encoding. */
function records({ topics, data }: ReceiptLog, act: Act, hash: EntryHash, signature: Hex): boolean {
  const bytes = (signature.length - 2) / 2;
  const fields = ACT_FIELDS.map((field) => word(act[field]));
  const padded = signature.slice(2).padEnd(Math.ceil(bytes / 32) * 64, "0");
  const expected = [...fields, word((fields.length + 2) * 32), word(bytes), padded].join("");
  const wanted = [RECORDED_TOPIC, act.matter, hash, `0x${word(act.author)}`];
  // Skips the first word: the sequence, which is not signed and which follows from the chain of acts.
  return topics.length === 4 && topics.every((topic, index) => topic === wanted[index]) && data.slice(66) === expected;
}

function word(value: number | Hex): string {
  return (typeof value === "number" ? value.toString(16) : value.slice(2)).padStart(64, "0");
}
