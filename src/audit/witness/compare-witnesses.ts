import { type Checkpoint, originLine, parseCheckpoint } from "../../domain/checkpoint/checkpoint.ts";
import { cosignedAt, isBy } from "../../domain/checkpoint/cosignature.ts";
import { parseNote } from "../../domain/checkpoint/signed-note.ts";
import type { VerifierKey } from "../../domain/checkpoint/verifier-key.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { PinnedChain } from "../../domain/pinned-chain.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import type { Fault } from "../replay/fault.ts";
import type { OpenQuestion } from "../report/open-question.ts";
import { readChainedHeaders } from "./chained-header.ts";
import { type ForkProof, parseForkProof, verifyForkProof } from "./fork-proof.ts";
import { publicSource, readWitness, type WitnessWord } from "./read-witness.ts";

/** A witness whose checkpoint matches the node's chain. */
export interface AgreeingWitness {
  readonly name: string;
  readonly source: string;
  readonly height: number;
  /** Time of the signature in Unix seconds. */
  readonly signedAt: number;
}

/** Result of comparing witnesses with a node and with each other. */
export interface WitnessComparison {
  readonly agreeing: readonly AgreeingWitness[];
  readonly faults: readonly Fault[];
  readonly questions: readonly OpenQuestion[];
}

/** Parameters of the comparison. */
export interface WitnessQuestion {
  readonly rpc: Rpc;
  readonly chain: PinnedChain;
  /** Height of the last audited block. */
  readonly height: number;
  /** URLs of witnesses, or paths of signed notes. */
  readonly sources: readonly string[];
  /**
   * Verifier keys that the auditor trusts. If the list is empty, the comparison trusts the key that each witness gives.
   */
  readonly keys: readonly VerifierKey[];
}

/** A checkpoint with one verified cosignature. */
interface WitnessCheckpoint {
  readonly name: string;
  readonly source: string;
  readonly note: string;
  readonly checkpoint: Checkpoint;
  readonly signedAt: number;
}

/**
 * Compares the checkpoints of witnesses with the node's chain and with each other. A node can show different histories
 * to different readers, but an honest witness signs only one of them. Each fault contains the signed checkpoint.
 */
export async function compareWitnesses(question: WitnessQuestion): Promise<WitnessComparison> {
  const checkpoints: WitnessCheckpoint[] = [];
  const faults: Fault[] = [];
  const questions: OpenQuestion[] = [];
  const attempt = async (source: string, work: () => Promise<void> | void) => {
    try {
      await work();
    } catch (error) {
      if (!PortolanError.is(error)) throw error;
      questions.push({ what: publicSource(source), reason: error.message });
    }
  };
  for (const source of question.sources)
    await attempt(source, async () => {
      const word = await readWitness(source);
      const keys = question.keys.length > 0 ? question.keys : word.key === undefined ? [] : [word.key];
      // An invalid fork proof does not affect the witness's checkpoint.
      for (const proof of word.forks)
        await attempt(
          source,
          () => void faults.push(forkFault(parseForkProof(proof), keys, question.chain, word.source)),
        );
      const verified = verifiedCheckpoints(word, keys, question.chain);
      if (verified.length === 0)
        questions.push({ what: publicSource(source), reason: "no known witness of this ledger signed it" });
      checkpoints.push(...verified);
    });

  const agreeing: AgreeingWitness[] = [];
  for (const witnessed of checkpoints) {
    const { name, source, checkpoint, signedAt } = witnessed;
    if (checkpoint.height > question.height) {
      const reason = `it signed block ${checkpoint.height}, which the node does not have yet`;
      questions.push({ what: source, reason });
      continue;
    }
    const fault = await contradiction(question.rpc, witnessed);
    if (fault === undefined) agreeing.push({ name, source, height: checkpoint.height, signedAt });
    else faults.push(fault);
  }
  return { agreeing, faults: [...faults, ...splitViews(checkpoints)], questions };
}

function verifiedCheckpoints(
  { note, source }: WitnessWord,
  keys: readonly VerifierKey[],
  chain: PinnedChain,
): WitnessCheckpoint[] {
  const { text, signatures } = parseNote(note);
  const checkpoint = parseCheckpoint(text);
  if (originLine(checkpoint) !== originLine(chain)) return [];
  return keys.flatMap((key) =>
    signatures
      .filter((line) => isBy(line, key))
      .map((line) => {
        const signedAt = cosignedAt(text, line, key);
        if (signedAt === undefined) throw new PortolanError("CosignatureInvalid", { witness: key.name });
        return { name: key.name, source, note, checkpoint, signedAt };
      }),
  );
}

async function contradiction(rpc: Rpc, { name, note, checkpoint }: WitnessCheckpoint): Promise<Fault | undefined> {
  const [header] = await readChainedHeaders(rpc, checkpoint.height, checkpoint.height);
  if (header === undefined || header.hash === checkpoint.hash) return undefined;
  return {
    code: "WitnessContradicted",
    block: checkpoint.height,
    entry: null,
    subject: `witness ${name}`,
    expected: note,
    found: `${header.hash}, with the header ${header.rlp}`,
  };
}

/** Finds pairs of checkpoints of one height with different hashes, signed by one witness or by two witnesses. */
function splitViews(checkpoints: readonly WitnessCheckpoint[]): Fault[] {
  const faults: Fault[] = [];
  checkpoints.forEach((one, index) => {
    for (const other of checkpoints.slice(index + 1)) {
      if (one.checkpoint.height !== other.checkpoint.height || one.checkpoint.hash === other.checkpoint.hash) continue;
      faults.push({
        code: "SplitView",
        block: one.checkpoint.height,
        entry: null,
        subject: `witnesses ${one.name} and ${other.name}`,
        expected: one.note,
        found: other.note,
      });
    }
  });
  return faults;
}

function forkFault(proof: ForkProof, keys: readonly VerifierKey[], chain: PinnedChain, source: string): Fault {
  const [key] = keys.filter(({ name, id }) =>
    parseNote(proof.signed.note).signatures.some((line) => line.name === name && line.keyId === id),
  );
  if (key === undefined) throw new PortolanError("ForkProofInvalid", { problem: "no known witness signed it" });
  const { origin, height, other, sealedBoth } = verifyForkProof(proof, key);
  if (originLine(origin) !== originLine(chain))
    throw new PortolanError("ForkProofInvalid", { problem: `it belongs to ${originLine(origin)}` });
  const sealers = sealedBoth.length === 0 ? "" : `, both sealed by ${sealedBoth.join(" and ")}`;
  return {
    code: "ForkWitnessed",
    block: height,
    entry: null,
    subject: `witness ${key.name} at ${source}`,
    expected: proof.signed.note,
    found: `${other}, with the header ${proof.other.header}${sealers}`,
  };
}
