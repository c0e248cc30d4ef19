import type { Act, SignedAct } from "../domain/cooperation/act.ts";
import type { EntryHash, Hex } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { type AbiWords, abiWords, bytesAt, numberAt, requireEnd, requireOffset, wordAt } from "./abi-words.ts";
import { type ChainLog, type LogPosition, positionOf } from "./chain-log.ts";
import { cooperationInterface } from "./cooperation-interface.ts";
import { decodeLog, indexedOf } from "./decode-log.ts";

/** An act became part of its matter's history. */
export interface ActRecorded {
  readonly event: "ActRecorded";
  readonly hash: EntryHash;
  /** Number of acts of the matter, including this one. */
  readonly sequence: number;
  readonly signed: SignedAct;
  readonly position: LogPosition;
}

/** An act of a batch was not recorded. Its author is not established. */
export interface ActRefused {
  readonly event: "ActRefused";
  readonly hash: EntryHash;
  readonly signed: SignedAct;
  /** ABI-encoded error that `record` would have reverted with; see `revertToError`. */
  readonly reason: Hex;
  readonly position: LogPosition;
}

export type ActEvent = ActRecorded | ActRefused;

export const ACT_RECORDED_TOPIC = cooperationInterface.getEvent("ActRecorded").topicHash as Hex;
export const ACT_REFUSED_TOPIC = cooperationInterface.getEvent("ActRefused").topicHash as Hex;

/** Words of an act. */
const ACT_WORDS = 12;

/**
 * Decodes a log of the CooperationLedger, which must be the canonical encoding of one of its events. The caller checks
 * the log's address, and the act's hash with `createActHasher`.
 *
 * @throws LogMalformed
 */
export function logToActEvent(log: ChainLog): ActEvent {
  switch (log.topics[0]) {
    case ACT_RECORDED_TOPIC:
      return decodeLog("ActRecorded", log, decodeRecorded);
    case ACT_REFUSED_TOPIC:
      return decodeLog("ActRefused", log, decodeRefused);
    default:
      return decodeLog("event of the CooperationLedger", log, () => {
        throw new PortolanError("AbiMalformed", { problem: `no event has the topic ${log.topics[0] ?? "(none)"}` });
      });
  }
}

/** Data: sequence, the act's words, the offset of the signature, the signature. */
function decodeRecorded(log: ChainLog): ActRecorded {
  const [matter, hash, author] = indexedOf(log, 3);
  const data = abiWords(log.data);
  const offsetAt = 1 + ACT_WORDS;
  requireOffset(data, offsetAt, offsetAt + 1);
  const { value: signature, end } = bytesAt(data, offsetAt + 1);
  requireEnd(data, end);
  const act = actAt(data, 1);
  if (act.matter !== matter || act.author !== numberAt(abiWords(author), 0, 4))
    throw new PortolanError("AbiMalformed", { problem: "its topics name another matter or author than its act" });
  return {
    event: "ActRecorded",
    hash,
    sequence: numberAt(data, 0, 4),
    signed: { act, signature },
    position: positionOf(log),
  };
}

/** Data: the offsets of the SignedAct and of the reason; the act's words, its signature; the reason. */
function decodeRefused(log: ChainLog): ActRefused {
  const [matter, hash] = indexedOf(log, 2);
  const data = abiWords(log.data);
  const offsetAt = 2 + ACT_WORDS;
  requireOffset(data, 0, 2);
  requireOffset(data, offsetAt, ACT_WORDS + 1);
  const { value: signature, end: reasonAt } = bytesAt(data, offsetAt + 1);
  requireOffset(data, 1, reasonAt);
  const { value: reason, end } = bytesAt(data, reasonAt);
  requireEnd(data, end);
  const act = actAt(data, 2);
  if (act.matter !== matter)
    throw new PortolanError("AbiMalformed", { problem: `it is about matter ${matter} and repeats another's act` });
  return { event: "ActRefused", hash, signed: { act, signature }, reason, position: positionOf(log) };
}

function actAt(data: AbiWords, index: number): Act {
  return {
    matter: wordAt(data, index),
    previous: wordAt(data, index + 1),
    kind: numberAt(data, index + 2, 1),
    author: numberAt(data, index + 3, 4),
    counterparty: numberAt(data, index + 4, 4),
    refersTo: wordAt(data, index + 5),
    occurredAt: numberAt(data, index + 6, 5),
    commitment: wordAt(data, index + 7),
    until: numberAt(data, index + 8, 5),
    period: numberAt(data, index + 9, 4),
    code: numberAt(data, index + 10, 1),
    codes: numberAt(data, index + 11, 2),
  };
}
