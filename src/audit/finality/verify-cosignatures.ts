import { parseCheckpoint } from "../../domain/checkpoint/checkpoint.ts";
import { judgeCosignatures } from "../../domain/checkpoint/judge-cosignatures.ts";
import { parseNote } from "../../domain/checkpoint/signed-note.ts";
import { parseVerifierKey } from "../../domain/checkpoint/verifier-key.ts";
import type { WitnessPolicy } from "../../domain/checkpoint/witness-policy.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Finality, FinalityProof, ProvenBlock } from "./finality.ts";

/** Largest number of keys in a proof. */
const MAX_KEYS = 64;

/**
 * Verifies that witnesses cosigned exactly this block of exactly this ledger.
 *
 * @param policy trusted witnesses and their quorum. Without it, all keys of the proof must have signed; see
 * `Finality.trust`.
 * @throws NoteMalformed, CheckpointMalformed, VerifierKeyMalformed, CosignatureInvalid, CheckpointOfOtherBlock,
 * CosignaturesTooFew
 */
export function verifyCosignatures(
  { note, keys }: Extract<FinalityProof, { kind: "witnesses" }>,
  block: ProvenBlock,
  policy?: WitnessPolicy,
): Finality {
  const signed = parseNote(note);
  const { chainId, ledger, height, hash } = parseCheckpoint(signed.text);
  const same = chainId === block.chainId && ledger === block.ledger && height === block.number && hash === block.hash;
  if (!same)
    throw new PortolanError("CheckpointOfOtherBlock", { height, hash, block: block.number, blockHash: block.hash });

  const judging = policy ?? requireAll(keys);
  const { witnesses, enough } = judgeCosignatures(signed, judging);
  const signers = witnesses.filter(({ timestamp }) => timestamp !== undefined);
  if (!enough) throw new PortolanError("CosignaturesTooFew", { block: block.number, found: signers.length });
  return {
    kind: "witnesses",
    block,
    vouchers: signers.map(({ name }) => name),
    among: witnesses.length,
    at: Math.max(...signers.map(({ timestamp }) => timestamp ?? 0)),
    trust: policy === undefined ? "self" : "policy",
  };
}

/** Makes a policy that requires all of these keys. */
function requireAll(keys: readonly string[]): WitnessPolicy {
  if (keys.length === 0 || keys.length > MAX_KEYS)
    throw new PortolanError("WitnessPolicyInvalid", { problem: `it has ${keys.length} keys` });
  const witnesses = [...new Set(keys)].map((key) => ({ key: parseVerifierKey(key), url: undefined }));
  const members = witnesses.map(({ key }) => key.name);
  return {
    witnesses,
    groups: [{ name: "all witnesses", threshold: members.length, members }],
    quorum: "all witnesses",
  };
}
