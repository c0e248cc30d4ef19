import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { identifyLedger } from "../../src/audit/replay/identify-ledger.ts";
import { ReplayExaminer } from "../../src/audit/witness/replay-examiner.ts";
import { Witness } from "../../src/audit/witness/witness.ts";
import { emptyRecord, openRecordFile, type RecordStore } from "../../src/audit/witness/witness-record.ts";
import { formatVerifierKey } from "../../src/domain/checkpoint/verifier-key.ts";
import { WitnessKey } from "../../src/domain/checkpoint/witness-key.ts";
import type { Hex } from "../../src/domain/entry.ts";
import type { Rpc } from "../../src/rpc/json-rpc-client.ts";

/** The key of a test witness: worthless, and always the same for the same name. */
export function witnessKey(name: string): WitnessKey {
  return new WitnessKey(name, new TextEncoder().encode(name.padEnd(32, ".")).slice(0, 32));
}

/** A new, empty record of a witness on disk. */
export async function makeRecord(
  key: WitnessKey,
  parent = tmpdir(),
): Promise<{ file: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(parent, "portolan-witness-"));
  const file = join(folder, "record.json");
  const name = formatVerifierKey(key.verifier);
  await openRecordFile(file, name).write(emptyRecord(name));
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}

/**
 * Opens a witness as `portolan witness` does: the audit's engine, a record on disk.
 *
 * @param around puts something between the witness and its record.
 */
export async function openWitness(
  rpc: Rpc,
  ledger: Hex,
  key: WitnessKey,
  file: string,
  { around = (store: RecordStore) => store, everySeconds = 0, now = () => Math.floor(Date.now() / 1000) } = {},
): Promise<Witness> {
  const chain = await identifyLedger(rpc, ledger);
  const store = around(openRecordFile(file, formatVerifierKey(key.verifier)));
  const examiner = await ReplayExaminer.create(rpc, chain, `${file}.audit`);
  return Witness.open({ rpc, key, chain, store, examiner, now, everySeconds });
}
