import { hexOf } from "../../../domain/encoding/hex.ts";
import type { Bytes32, Hex } from "../../../domain/entry.ts";
import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import { itemAt } from "../../../domain/item-at.ts";
import type { MatterStory, StoryRecord } from "../../../domain/matter-story.ts";
import { getStateNodes } from "../../../ledger/get-state-nodes.ts";
import { sealingOf } from "../../finality/block-hash.ts";
import type { FinalityProof } from "../../finality/finality.ts";
import { keySlot, participantSlot } from "../../proof/consortium-slots.ts";
import { signatureKeyOf } from "../check-signature.ts";
import type { EvidencePlace } from "../evidence.ts";
import type { EvidenceChain } from "../make-evidence.ts";
import { proveBlocks } from "../prove-blocks.ts";
import { readHeaders } from "../read-headers.ts";
import {
  type EvidenceRecord,
  MATTER_EVIDENCE_FORMAT,
  MATTER_EVIDENCE_VERSION,
  type MatterEvidence,
} from "./matter-evidence.ts";
import { matterQuestions, slotsOf } from "./matter-questions.ts";

/** The ledgers, with the node that supplies the proofs. */
export interface CooperationChain extends EvidenceChain {
  /** Address of the CooperationLedger. */
  readonly cooperation: Hex;
}

/**
 * Makes the evidence file of a matter, with a proof of its story at the story's last block.
 *
 * @param finality proofs that the block is final, in addition to the seals in its header.
 * @throws MatterEvidenceUnavailable if the chain no longer has that block; the errors of `Rpc`.
 */
export async function makeMatterEvidence(
  chain: CooperationChain,
  story: MatterStory,
  finality: readonly FinalityProof[] = [],
): Promise<MatterEvidence> {
  const { rpc, chainId, ledger, consortium, cooperation } = chain;
  const { matter, block, participants, acts } = story;
  const [last] = await readHeaders(rpc, [block.number]);
  const sealing = last?.hash === block.hash ? sealingOf(last.header, last.hash) : undefined;
  if (sealing === undefined) {
    const reason = `the node has another block ${block.number}`;
    throw new PortolanError("MatterEvidenceUnavailable", { matter, reason });
  }
  // The rules of acts depend on their times, so that the file has the header of each, also where nothing anchors it.
  const { places, receipts, headers } = await proveBlocks(rpc, acts, block.number, sealing, "keep");
  return {
    format: MATTER_EVIDENCE_FORMAT,
    version: MATTER_EVIDENCE_VERSION,
    chain: { chainId, ledger, consortium, sealing, cooperation },
    matter,
    participants,
    acts: acts.map(({ act, signature, position, record }) => ({
      act,
      signature,
      recorded: places.get(position) as EvidencePlace,
      record: evidenceRecord(record),
    })),
    state: { block: block.number, nodes: await proveSlots(chain, story) },
    receipts: [...receipts],
    headers: headers.map(({ rlp }) => hexOf(rlp)),
    finality: sealing === "none" ? finality : [{ kind: sealing }, ...finality],
  };
}

async function proveSlots(chain: CooperationChain, { matter, acts, participants, block }: MatterStory): Promise<Hex[]> {
  const { rpc, ledger, consortium, cooperation, recover } = chain;
  const hashes = acts.map(({ hash }) => hash);
  const questions = matterQuestions(
    matter,
    acts.map(({ act }) => act),
    hashes,
  );
  const keys = new Set(
    acts.map(({ signature }, index) => signatureKeyOf(itemAt(hashes, index), signature, recover).key),
  );
  const slots: [Hex, readonly Bytes32[]][] = [
    [ledger, []],
    [cooperation, slotsOf(questions)],
    [consortium, [...participants.map(({ id }) => participantSlot(id)), ...Array.from(keys, keySlot)]],
  ];
  const nodes = new Set<Hex>();
  for (const [contract, words] of slots)
    for (const node of await getStateNodes(rpc, contract, words, block.number)) nodes.add(node);
  return [...nodes];
}

function evidenceRecord(record: StoryRecord): EvidenceRecord {
  if (record.state !== "disclosed") return record;
  const { object, disclosures } = record.disclosure;
  return { state: "disclosed", object: { ...object }, disclosures };
}
