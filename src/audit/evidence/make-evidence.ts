import type { Hex, ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { hexOf } from "../../domain/encoding/hex.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import type { ShipmentStory, StoryPayload } from "../../domain/shipment-story.ts";
import { getStateNodes } from "../../ledger/get-state-nodes.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import { sealingOf } from "../finality/block-hash.ts";
import type { FinalityProof } from "../finality/finality.ts";
import { keySlot, participantSlot } from "../proof/consortium-slots.ts";
import type { LedgerPlace } from "../proof/expected-code.ts";
import { shipmentSlots } from "../proof/ledger-slots.ts";
import { type Recover, signatureKeyOf } from "./check-signature.ts";
import {
  type Evidence,
  EVIDENCE_FORMAT,
  EVIDENCE_VERSION,
  type EvidencePayload,
  type EvidencePlace,
} from "./evidence.ts";
import { proveBlocks } from "./prove-blocks.ts";
import { readHeaders } from "./read-headers.ts";

/** A ledger, with the node that supplies the proofs. */
export interface EvidenceChain extends LedgerPlace {
  readonly rpc: Rpc;
  readonly recover: Recover;
}

/**
 * Makes the evidence file of a shipment, with a proof of its story at the story's last block.
 *
 * @param finality proofs that the block is final, in addition to the seals in its header.
 * @throws EvidenceUnavailable if the chain no longer has that block; the errors of `Rpc`.
 */
export async function makeEvidence(
  chain: EvidenceChain,
  story: ShipmentStory,
  finality: readonly FinalityProof[] = [],
): Promise<Evidence> {
  const { rpc, chainId, ledger, consortium } = chain;
  const { shipment, block, identities, participants, entries } = story;
  const [last] = await readHeaders(rpc, [block.number]);
  const sealing = last?.hash === block.hash ? sealingOf(last.header, last.hash) : undefined;
  if (sealing === undefined) {
    const reason = `the node has another block ${block.number}`;
    throw new PortolanError("EvidenceUnavailable", { shipment, reason });
  }
  const { places, receipts, headers } = await proveBlocks(rpc, entries, block.number, sealing);
  return {
    format: EVIDENCE_FORMAT,
    version: EVIDENCE_VERSION,
    chain: { chainId, ledger, consortium, sealing },
    shipment,
    identities,
    participants,
    entries: entries.map(({ entry, signature, position, payload }) => ({
      entry,
      signature,
      recorded: places.get(position) as EvidencePlace,
      payload: evidencePayload(payload),
    })),
    state: { block: block.number, nodes: await proveSlots(chain, story) },
    receipts: [...receipts],
    headers: headers.map(({ rlp }) => hexOf(rlp)),
    finality: sealing === "none" ? finality : [{ kind: sealing }, ...finality],
  };
}

async function proveSlots({ rpc, ledger, consortium, recover }: EvidenceChain, story: ShipmentStory): Promise<Hex[]> {
  const { head, custody, container } = shipmentSlots(story.shipment);
  const units = new Set<ShipmentId>();
  const keys = new Set<Hex>();
  for (const { entry, hash, signature } of story.entries) {
    if (entry.kind === KINDS.Load) units.add(entry.refersTo);
    keys.add(signatureKeyOf(hash, signature, recover).key);
  }
  const ledgerSlots = [head, custody, container, ...Array.from(units, (unit) => shipmentSlots(unit).custody)];
  const consortiumSlots = [...story.participants.map(({ id }) => participantSlot(id)), ...Array.from(keys, keySlot)];
  const { number } = story.block;
  const nodes = await getStateNodes(rpc, ledger, ledgerSlots, number);
  for (const node of await getStateNodes(rpc, consortium, consortiumSlots, number)) nodes.add(node);
  return [...nodes];
}

function evidencePayload(payload: StoryPayload): EvidencePayload {
  if (payload.state !== "disclosed") return payload;
  const { object, disclosures } = payload.disclosure;
  return { state: "disclosed", object: { ...object }, disclosures };
}
