import { type LedgerOrigin, parseCheckpoint } from "../../domain/checkpoint/checkpoint.ts";
import { type Cosigned, judgeCosignatures } from "../../domain/checkpoint/judge-cosignatures.ts";
import { parseNote } from "../../domain/checkpoint/signed-note.ts";
import type { WitnessPolicy } from "../../domain/checkpoint/witness-policy.ts";
import type { Bytes32 } from "../../domain/entry.ts";
import { readCosignedNote, writeCosignedNote } from "../../store/chain/cosigned-note.ts";
import type { Database } from "../../store/open-database.ts";

/** A checkpoint with its cosignatures and their judgement under the policy. */
export interface CosignedCheckpoint {
  readonly height: number;
  readonly hash: Bytes32;
  /** A signed note (c2sp.org/signed-note). */
  readonly note: string;
  readonly judged: Cosigned;
}

/** The last cosigned checkpoint of a ledger, in the store that all its gateways share. */
export class CosignedCheckpoints {
  readonly origin: LedgerOrigin;
  /** The witness policy; without it the gateway collects no cosignatures. */
  readonly policy: WitnessPolicy | undefined;
  readonly #db: Database;
  /** Cache of the last judgement, because verification takes milliseconds and the route is public. */
  #judged: CosignedCheckpoint | undefined;

  constructor(db: Database, origin: LedgerOrigin, policy: WitnessPolicy | undefined) {
    this.#db = db;
    this.origin = origin;
    this.policy = policy;
  }

  /** Reads the last cosigned checkpoint and judges it under the policy. */
  async latest(): Promise<CosignedCheckpoint | undefined> {
    const stored = await readCosignedNote(this.#db);
    if (stored === undefined || this.policy === undefined) return undefined;
    if (stored.note !== this.#judged?.note) this.#judged = judge(stored.note, this.policy);
    return this.#judged;
  }

  /** Stores a note, unless only the stored note satisfies the policy. */
  async keep(note: string): Promise<void> {
    if (this.policy === undefined) return;
    const latest = await this.latest();
    if (latest?.judged.enough === true && !judge(note, this.policy).judged.enough) return;
    await writeCosignedNote(this.#db, { note });
  }
}

function judge(note: string, policy: WitnessPolicy): CosignedCheckpoint {
  const signed = parseNote(note);
  const { height, hash } = parseCheckpoint(signed.text);
  return { height, hash, note, judged: judgeCosignatures(signed, policy) };
}
