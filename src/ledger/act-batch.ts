import type { SignedAct } from "../domain/cooperation/act.ts";
import type { Hex } from "../domain/entry.ts";
import { ACT_BYTES, writeActWords } from "./act-words.ts";
import { cooperationInterface } from "./cooperation-interface.ts";
import { encodeSignedBatch, type SignedLayout } from "./signed-batch.ts";

const RECORD_BATCH = cooperationInterface.getFunction("recordBatch").selector as Hex;

const LAYOUT: SignedLayout<SignedAct> = {
  bytes: ACT_BYTES,
  write: (target, offset, { act }) => writeActWords(target, offset, act),
};

/**
 * Calldata of `ICooperationLedger.recordBatch(batch)`: 544 bytes an act that is signed by an account.
 *
 * @throws EntryFieldInvalid
 */
export const encodeActBatch = (batch: readonly SignedAct[]): Buffer => encodeSignedBatch(RECORD_BATCH, LAYOUT, batch);
