import { type Entry, type EntryHash, type Hex, ZERO_BYTES32 } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { KINDS, type Kind } from "../../domain/rules/kind.ts";
import { logIndexOf } from "../../domain/position.ts";
import type { EntryHasher } from "../../ledger/entry-hash.ts";
import { recordingDigest } from "../replay/entry-digests.ts";
import type { ENTRY_FIELDS } from "./chain-history.ts";
import type { Answer } from "./gateway-answers.ts";

/** Reads a field of an answer; participants become their ids. */
export function statedField(answer: Answer, field: (typeof ENTRY_FIELDS)[number]): unknown {
  const value = answer[field];
  if (field !== "author" && field !== "counterparty") return value;
  return typeof value === "object" && value !== null ? (value as Answer)["id"] : value;
}

/**
 * Computes the digest of an answer's recording, to compare it with the digests of audited recordings.
 *
 * @returns `undefined` if the answer's hash does not match its fields.
 */
export function statedRecording(answer: Answer, hashEntry: EntryHasher): Hex | undefined {
  const hash = hashOf(answer, hashEntry);
  if (hash === undefined || hash !== answer["hash"]) return undefined;
  const { sequence, signature, block, position, recordedAt, transaction } = answer;
  const numbers = [sequence, block, position, recordedAt];
  if (!numbers.every(isWhole) || !isHex(signature) || !isHex(transaction)) return undefined;
  return recordingDigest({
    ...{ hash, signature, transactionHash: transaction },
    sequence: Number(sequence),
    block: Number(block),
    logIndex: logIndexOf(Number(position)),
    recordedAt: Number(recordedAt),
  });
}

function hashOf(answer: Answer, hashEntry: EntryHasher): EntryHash | undefined {
  const kind = answer["kind"];
  try {
    return hashEntry({
      shipment: answer["shipment"],
      previous: answer["previous"],
      kind: typeof kind === "string" && Object.hasOwn(KINDS, kind) ? KINDS[kind as Kind] : 0,
      author: statedField(answer, "author"),
      counterparty: statedField(answer, "counterparty") ?? 0,
      refersTo: answer["refersTo"] ?? ZERO_BYTES32,
      occurredAt: answer["occurredAt"],
      commitment: answer["commitment"],
    } as Entry);
  } catch (error) {
    // The hasher rejects invalid fields.
    if (PortolanError.is(error, "EntryFieldInvalid")) return undefined;
    throw error;
  }
}

function isWhole(value: unknown): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isHex(value: unknown): value is Hex {
  return typeof value === "string" && /^0x(?:[0-9a-f]{2})*$/.test(value);
}
