import { type Checkpoint, formatCheckpoint, originLine } from "../../domain/checkpoint/checkpoint.ts";
import { cosign } from "../../domain/checkpoint/cosignature.ts";
import { formatNote, formatSignature } from "../../domain/checkpoint/signed-note.ts";
import { formatVerifierKey } from "../../domain/checkpoint/verifier-key.ts";
import type { WitnessKey } from "../../domain/checkpoint/witness-key.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { chainDifference, type PinnedChain } from "../../domain/pinned-chain.ts";
import { SerialQueue } from "../../domain/serial-queue.ts";
import { getBlockHeader } from "../../ledger/get-block-header.ts";
import { getChainId } from "../../ledger/get-chain-id.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import { type ChainedHeader, readChainedHeaders } from "./chained-header.ts";
import type { Examiner, JudgedBlock } from "./examiner.ts";
import type { ForkProof } from "./fork-proof.ts";
import type { RecordStore, SignedHead, WitnessRecord } from "./witness-record.ts";
import { itemAt } from "../../domain/item-at.ts";

export interface WitnessParts {
  readonly rpc: Rpc;
  readonly key: WitnessKey;
  readonly chain: PinnedChain;
  readonly store: RecordStore;
  readonly examiner: Examiner;
  /** Unix seconds. */
  readonly now: () => number;
  /** Interval in seconds after which the witness signs its newest verified block without a request. */
  readonly everySeconds: number;
}

export interface WitnessStatus {
  readonly witness: string;
  readonly origin: string;
  /** The last block of the judged history; `null` before the first block. */
  readonly judged: JudgedBlock | null;
  readonly signed: Pick<SignedHead, "height" | "hash" | "timestamp"> | null;
  readonly forks: number;
  /** The error that prevents signatures at present. */
  readonly trouble: PortolanError | null;
}

/** Number of headers in one request. */
const SPAN = 500;

/** Largest number of waiting requests. */
const MAX_WAITING = 64;

/** Seconds for which the witness returns the same signature again. */
const FRESH_SECONDS = 10;

/** Largest number of stored fork proofs: the first ones and the newest. */
const MAX_FORKS = 16;

/**
 * Signs checkpoints of one ledger, each of which extends the previous one. The witness computes the hashes of all
 * headers between two signed blocks, and judges the whole history up to the new block.
 *
 * It stores the decision durably before it signs, and takes one decision at a time. So after a crash at any moment the
 * record contains every signed block, and the witness never signs two blocks of one height.
 */
export class Witness {
  readonly #parts: WitnessParts;
  readonly #decisions = new SerialQueue();
  #record: WitnessRecord;
  #trouble: PortolanError | null = null;

  private constructor(parts: WitnessParts, record: WitnessRecord) {
    this.#parts = parts;
    this.#record = record;
  }

  /**
   * Opens a witness with its record. The first start pins the watched ledger.
   *
   * @throws ChainChanged if the node serves another chain than the record's; WitnessRecordUnusable.
   */
  static async open(parts: WitnessParts): Promise<Witness> {
    const record = await parts.store.read();
    const difference = record.chain && chainDifference(record.chain, parts.chain);
    if (difference) throw new PortolanError("ChainChanged", { ...difference });
    const witness = new Witness(parts, record);
    // Writes also an unchanged record: the last run may have written it without making it durable.
    await witness.#keep({ ...record, chain: parts.chain });
    return witness;
  }

  get status(): WitnessStatus {
    const { key, chain } = this.#parts;
    const { signed, forks } = this.#record;
    return {
      witness: formatVerifierKey(key.verifier),
      origin: originLine(chain),
      judged: this.#parts.examiner.judged,
      signed: signed && { height: signed.height, hash: signed.hash, timestamp: signed.timestamp },
      forks: forks.length,
      trouble: this.#trouble,
    };
  }

  /** Proofs of the forks that the witness has found, oldest first. */
  get forks(): readonly ForkProof[] {
    return this.#record.forks;
  }

  /** Gives the last signed checkpoint as a signed note; `undefined` before the first. */
  latest(): string | undefined {
    const { signed } = this.#record;
    return signed === null ? undefined : this.#noteOf(signed);
  }

  /**
   * Looks at the chain once: judges new blocks for a few seconds at most, and signs if a signature is due.
   *
   * @returns whether more blocks wait to be judged.
   */
  async look(): Promise<boolean> {
    const { everySeconds, now } = this.#parts;
    return this.#inTurn(() =>
      this.#watching(async () => {
        const head = await this.#soundHead();
        const judged = await this.#judge(head, head);
        const { signed } = this.#record;
        const due = signed === null || (signed.height < judged.number && now() - signed.timestamp >= everySeconds);
        if (due && judged.number === head) await this.#sign(judged.number);
        return judged.number < head;
      }),
    );
  }

  /** Runs one decision at a time. @throws WitnessBusy if too many decisions wait. */
  async #inTurn<Result>(decide: () => Promise<Result>): Promise<Result> {
    if (this.#decisions.size >= MAX_WAITING) throw new PortolanError("WitnessBusy", { retryAfter: 1 });
    return this.#decisions.run(decide);
  }

  /**
   * Cosigns a checkpoint on request.
   *
   * @returns the signature line of a signed note.
   * @throws CheckpointOfOtherLedger, CheckpointRegresses, WitnessBehind, CheckpointNotOnChain; ChainForked,
   * HistoryUnsound, WitnessBusy, and the errors of {@link Rpc}.
   */
  async cosign(checkpoint: Checkpoint): Promise<string> {
    const { chain } = this.#parts;
    if (originLine(checkpoint) !== originLine(chain))
      throw new PortolanError("CheckpointOfOtherLedger", { found: originLine(checkpoint), origin: originLine(chain) });
    return this.#inTurn(() =>
      this.#watching(async () => {
        const { height, hash } = checkpoint;
        const signed = this.#record.signed;
        if (signed !== null && height < signed.height)
          throw new PortolanError("CheckpointRegresses", { height, signed: signed.height, retryAfter: 1 });
        const head = await this.#soundHead();
        const judged = await this.#judge(Math.min(height, head), head);
        if (judged.number < height)
          throw new PortolanError("WitnessBehind", { height, judged: judged.number, retryAfter: 1 });
        return this.#lineOf(await this.#sign(height, hash));
      }),
    );
  }

  /** Keeps the error of a decision for the status, and clears it after the next success. */
  async #watching<T>(act: () => Promise<T>): Promise<T> {
    try {
      const result = await act();
      this.#trouble = null;
      return result;
    } catch (error) {
      // An invalid request does not mean that the witness has a problem.
      if (PortolanError.is(error) && !PortolanError.is(error, ...WRONG_REQUESTS)) this.#trouble = error;
      throw error;
    }
  }

  /** Reads the height of the node's head, and checks that its chain contains the last signed block. */
  async #soundHead(): Promise<number> {
    const { rpc, chain } = this.#parts;
    const chainId = await getChainId(rpc);
    const [genesis] = (await readChainedHeaders(rpc, 0, 0)) as [ChainedHeader];
    const difference = chainDifference(chain, { ...chain, chainId, genesis: genesis.hash });
    if (difference !== undefined) throw new PortolanError("ChainChanged", { ...difference });
    const latest = await getBlockHeader(rpc, "latest");
    if (latest === undefined) throw rpc.invalidAnswer("eth_getBlockByNumber", "there is no latest block");
    const { signed } = this.#record;
    if (signed === null) return latest.number;
    if (latest.number < signed.height) throw this.#nodeBehind(latest.number, signed.height);
    const [found] = (await readChainedHeaders(rpc, signed.height, signed.height)) as [ChainedHeader];
    if (found.hash !== signed.hash) await this.#refuseFork(signed, found);
    return latest.number;
  }

  /** Judges up to `to`, or for one step. Returns the last judged block, which may be later than `to`. */
  async #judge(to: number, head: number): Promise<JudgedBlock> {
    const { examiner } = this.#parts;
    const judged = examiner.judged;
    if (judged === null) return examiner.advance(to);
    if (judged.number > head) throw this.#nodeBehind(head, judged.number);
    // Blocks above the last signed block were replaced. That does not contradict any signature of this witness.
    if (!(await this.#isOnChain(judged))) await examiner.rewind();
    else if (judged.number >= to) return judged;
    return examiner.advance(to);
  }

  #nodeBehind(head: number, known: number): PortolanError {
    return new PortolanError("NodeBehind", { head, known, retryAfter: 1 });
  }

  async #isOnChain({ number, hash }: JudgedBlock): Promise<boolean> {
    return (await getBlockHeader(this.#parts.rpc, number))?.hash === hash;
  }

  /**
   * Decides to sign the block at a judged height, and makes the decision durable.
   *
   * @param wanted expected hash of the block; any hash when absent.
   */
  async #sign(height: number, wanted?: string): Promise<SignedHead> {
    const before = this.#record.signed;
    const now = Math.max(this.#parts.now(), before?.timestamp ?? 0);
    if (before?.height === height && before.hash === wanted && now - before.timestamp < FRESH_SECONDS) return before;
    const header = await this.#headerOf(height, before ?? undefined);
    if (wanted !== undefined && header.hash !== wanted)
      throw new PortolanError("CheckpointNotOnChain", { height, hash: wanted, found: header.hash });
    const signed: SignedHead = {
      height,
      hash: header.hash,
      header: header.rlp,
      sealing: header.sealing,
      timestamp: now,
    };
    await this.#keep({ ...this.#record, signed });
    return signed;
  }

  /**
   * Reads the header at a judged height. Verifies the chain of hashes from the last signed block to the last judged
   * block.
   */
  async #headerOf(height: number, signed: SignedHead | undefined): Promise<ChainedHeader> {
    const judged = this.#parts.examiner.judged as JudgedBlock;
    let found: ChainedHeader | undefined;
    let before: ChainedHeader | undefined;
    for (let from = signed?.height ?? height; from <= judged.number; from += SPAN) {
      const headers = await readChainedHeaders(this.#parts.rpc, from, Math.min(judged.number, from + SPAN - 1));
      const first = itemAt(headers, 0);
      if (before !== undefined && first.parentHash !== before.hash) throw this.#unsteady(first.number);
      if (before === undefined && signed !== undefined && first.hash !== signed.hash)
        await this.#refuseFork(signed, first);
      found ??= headers[height - from];
      before = headers.at(-1);
    }
    if (found === undefined || before?.hash !== judged.hash) throw this.#unsteady(judged.number);
    return found;
  }

  #unsteady(block: number): PortolanError {
    return this.#parts.rpc.invalidAnswer("eth_getBlockByNumber", `block ${block} changed between two requests`);
  }

  /** Stores the proof that the signed block is not on this chain. @throws ChainForked */
  async #refuseFork(signed: SignedHead, found: ChainedHeader): Promise<never> {
    const known = this.#record.forks.some(({ other }) => other.header === found.rlp);
    if (!known) {
      const { header, sealing } = signed;
      const proof: ForkProof = {
        signed: { note: this.#noteOf(signed), header, sealing },
        other: { header: found.rlp, sealing: found.sealing },
        seenAt: this.#parts.now(),
      };
      await this.#keep({ ...this.#record, forks: [...this.#record.forks.slice(0, MAX_FORKS - 1), proof] });
    }
    throw new PortolanError("ChainForked", { height: signed.height, signed: signed.hash, found: found.hash });
  }

  async #keep(record: WitnessRecord): Promise<void> {
    await this.#parts.store.write(record);
    this.#record = record;
  }

  /** Signs the block of the durable record. No other caller uses the key. */
  #cosignature(signed: SignedHead) {
    const { chain, key } = this.#parts;
    const text = formatCheckpoint({ ...chain, height: signed.height, hash: signed.hash });
    return { text, signature: cosign(text, key, signed.timestamp) };
  }

  #lineOf(signed: SignedHead): string {
    return formatSignature(this.#cosignature(signed).signature);
  }

  #noteOf(signed: SignedHead): string {
    const { text, signature } = this.#cosignature(signed);
    return formatNote({ text, signatures: [signature] });
  }
}

/** Errors of a request that show no problem of chain, node or witness. */
const WRONG_REQUESTS = ["CheckpointRegresses", "CheckpointNotOnChain", "WitnessBehind", "WitnessBusy"] as const;
