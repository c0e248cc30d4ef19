import { readFile } from "node:fs/promises";
import type { PinnedChain } from "../../domain/pinned-chain.ts";
import type { Bytes32 } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { ForkProof, ForkSide } from "./fork-proof.ts";
import { replaceFile } from "../../files/replace-file.ts";

/** The block that a witness last signed, or decided to sign. */
export interface SignedHead extends ForkSide {
  readonly height: number;
  readonly hash: Bytes32;
  /** Unix seconds; never decreases. */
  readonly timestamp: number;
}

/** Durable record of a witness. After its loss the key could sign a second history. */
export interface WitnessRecord {
  readonly version: 1;
  /** Verifier key of the witness. */
  readonly witness: string;
  /** The ledger that it watches, once it has seen it. */
  readonly chain: PinnedChain | null;
  readonly signed: SignedHead | null;
  readonly forks: readonly ForkProof[];
}

/** Keeps the record of one witness in one file. */
export interface RecordStore {
  read(): Promise<WitnessRecord>;
  /** Resolves when the record is durable. */
  write(record: WitnessRecord): Promise<void>;
}

export function emptyRecord(witness: string): WitnessRecord {
  return { version: 1, witness, chain: null, signed: null, forks: [] };
}

/**
 * The record in a file.
 *
 * @throws on reading, WitnessRecordUnusable when it is missing, torn, of another version or of another witness.
 */
export function openRecordFile(file: string, witness: string): RecordStore {
  const unusable = (problem: string) => new PortolanError("WitnessRecordUnusable", { file, problem });
  return {
    async read() {
      let record: WitnessRecord;
      try {
        record = JSON.parse(await readFile(file, "utf8")) as WitnessRecord;
      } catch (error) {
        throw unusable((error as NodeJS.ErrnoException).code ?? "it is not JSON");
      }
      if (record.version !== 1) throw unusable("its version is not 1");
      if (record.witness !== witness) throw unusable("it belongs to another key");
      return record;
    },
    write: (record) => replaceFile(file, `${JSON.stringify(record, null, 1)}\n`),
  };
}
