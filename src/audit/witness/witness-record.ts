import { readFile } from "node:fs/promises";
import type { PinnedChain } from "../../domain/pinned-chain.ts";
import type { Bytes32 } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { ForkProof, ForkSide } from "./fork-proof.ts";
import { replaceFile } from "../../files/replace-file.ts";

/** The last block that a witness signed or decided to sign. */
export interface SignedHead extends ForkSide {
  readonly height: number;
  readonly hash: Bytes32;
  /** Unix seconds; never decreases. */
  readonly timestamp: number;
}

/** Durable record of a witness. Without it the witness could sign a second history with the same key. */
export interface WitnessRecord {
  readonly version: 1;
  /** Verifier key of the witness. */
  readonly witness: string;
  /** The watched ledger; `null` before the first start. */
  readonly chain: PinnedChain | null;
  readonly signed: SignedHead | null;
  readonly forks: readonly ForkProof[];
}

/** Reads and writes the record of one witness. */
export interface RecordStore {
  read(): Promise<WitnessRecord>;
  /** Resolves when the record is durable. */
  write(record: WitnessRecord): Promise<void>;
}

export function emptyRecord(witness: string): WitnessRecord {
  return { version: 1, witness, chain: null, signed: null, forks: [] };
}

/**
 * Opens the record of a witness in a file.
 *
 * @param witness verifier key of the witness.
 * @throws `read` throws WitnessRecordUnusable if the file is missing, damaged, or of another version or witness.
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
