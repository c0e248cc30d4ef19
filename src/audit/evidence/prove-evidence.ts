import type { Custody } from "../../domain/rules/custody.ts";
import { type EntryHash, type ParticipantId, type ShipmentId, ZERO_BYTES32 } from "../../domain/entry.ts";
import { bytesOf } from "../../domain/encoding/hex.ts";
import { KINDS, kindOf } from "../../domain/rules/kind.ts";
import { shipmentId } from "../../domain/identifiers/shipment-id.ts";
import { createEntryDigest } from "../proof/entry-digest.ts";
import { type Recover, requireKeyOf, type SignatureKey, signatureKeyOf } from "./check-signature.ts";
import { contradicted } from "./contradicted.ts";
import type { Evidence } from "./evidence.ts";
import type { EvidencePolicy } from "./evidence-policy.ts";
import type { ProvenHistory } from "./evidence-report.ts";
import { judgeTrust, type Trust } from "./judge-trust.ts";
import { linkHeaders } from "./link-headers.ts";
import { openPayload } from "./open-payload.ts";
import { entryRecordings, proveRecordings } from "./prove-recordings.ts";
import { type ProvenState, proveState } from "./prove-state.ts";
import { requireOrder } from "./require-order.ts";
import { replayEntries } from "./replay-entries.ts";
import { itemAt } from "../../domain/item-at.ts";
import { keysOf } from "../../domain/keys-of.ts";

/** Facts that a file proves, and the trust that they need. */
export interface Proven {
  readonly history: ProvenHistory;
  readonly trust: Trust;
  /** Entries that need roles which their parties no longer have. */
  readonly otherRoles: readonly EntryHash[];
}

/**
 * Proves the content of an evidence file from its last header: state, code, head, entries, signatures, rules, times and
 * payloads. Rejects unnecessary parts as well as contradictions.
 *
 * @throws EvidenceContradicted, TrieProofBroken, RlpMalformed, HeaderMalformed, ReceiptMalformed, SignatureInvalid,
 * SealsMalformed, SealByNonValidator, SealRepeated, CosignatureInvalid, CheckpointOfOtherBlock, and the `Disclosure…`
 * and `Json…` errors.
 */
export function proveEvidence(evidence: Evidence, policy: EvidencePolicy, recover: Recover): Proven {
  const { chain, shipment, entries } = evidence;
  requireOrder(entries.map(({ recorded }) => recorded));
  const headers = linkHeaders(
    evidence,
    entries.map(({ recorded }) => recorded),
    policy,
  );
  const trust = judgeTrust(evidence, headers, policy);
  const digest = createEntryDigest(chain);
  const hashes = entries.map(({ entry }) => digest(entry));
  const signers = entries.map(({ signature }, index) => signatureKeyOf(itemAt(hashes, index), signature, recover));
  const state = proveState(evidence, headers.last.stateRoot, questionsOf(evidence, signers));

  const recordings = proveRecordings(evidence, chain.ledger, entryRecordings(evidence, hashes), headers);
  entries.forEach(({ entry }, index) => {
    const { key } = itemAt(signers, index);
    requireKeyOf(entry.author, state.keys.get(key), itemAt(hashes, index), recordings[index] ?? null);
  });
  const { shipment: replayed, otherRoles } = replayEntries(entries, hashes, shipment, state, recordings);
  requireReplayed(replayed, state);

  const history: ProvenHistory = {
    place: { chainId: chain.chainId, ledger: chain.ledger, consortium: chain.consortium },
    block: { number: headers.last.number, hash: headers.lastHash, time: headers.last.timestamp },
    vouchers: trust.vouchers,
    shipment,
    identifiers: proveIdentities(evidence),
    head: state.head,
    custody: state.custody,
    container: state.container === ZERO_BYTES32 ? null : state.container,
    participants: Array.from(state.participants, ([id, participant]) => ({ id, ...participant })),
    entries: entries.map(({ entry, payload }, index) => {
      const { key, wallet } = itemAt(signers, index);
      const hash = itemAt(hashes, index);
      return {
        hash,
        shipment: entry.shipment,
        kind: kindOf(entry.kind),
        author: entry.author,
        signer: key,
        wallet,
        counterparty: entry.counterparty === 0 ? null : entry.counterparty,
        refersTo: entry.refersTo === ZERO_BYTES32 ? null : entry.refersTo,
        occurredAt: entry.occurredAt,
        recordedAt: recordings[index] ?? null,
        ...openPayload(payload, entry.commitment, `entry ${hash}`),
      };
    }),
  };
  return { history, trust, otherRoles };
}

/**
 * Derives the state to prove from the entries only, so that a file cannot contain nodes which its entries do not need.
 */
function questionsOf({ entries, participants }: Evidence, signers: readonly SignatureKey[]) {
  const named = new Set<ParticipantId>();
  const units = new Set<ShipmentId>();
  for (const { entry } of entries) {
    named.add(entry.author);
    if (entry.counterparty !== 0) named.add(entry.counterparty);
    if (entry.kind === KINDS.Load) units.add(entry.refersTo);
  }
  const ids = [...named].sort((a, b) => a - b);
  if (ids.join() !== participants.map(({ id }) => id).join()) {
    throw contradicted("its participants", "they differ from the participants in its entries");
  }
  return { units, participants: ids, keys: new Set(signers.map(({ key }) => key)) };
}

/**
 * Compares the replayed shipment with the contract's. The file lacks entries of the contents, so `contents` and
 * `height` are not compared.
 */
function requireReplayed(
  replayed: { readonly head: EntryHash; readonly custody: Custody; readonly container: ShipmentId },
  { head, custody, container }: ProvenState,
): void {
  if (replayed.head !== head) {
    throw contradicted(
      "the shipment's history",
      `the contract's head is ${head}, and the entries end in ${replayed.head}`,
    );
  }
  const { contents, height } = custody;
  const expected: Custody = { ...replayed.custody, contents, height };
  const differs = keysOf(expected).find((field) => expected[field] !== custody[field]);
  if (differs !== undefined || replayed.container !== container) {
    throw contradicted(
      "the shipment's custody",
      `the contract has another ${differs ?? "container"} than its entries lead to`,
    );
  }
}

function proveIdentities({ identities, shipment, entries }: Evidence): Record<ShipmentId, string> {
  const known = new Set([shipment, ...entries.map(({ entry }) => entry.shipment)]);
  for (const { entry } of entries) if (entry.kind === KINDS.Load) known.add(entry.refersTo);
  const proven: Record<ShipmentId, string> = {};
  for (const { shipment: id, identifier, blind } of identities) {
    if (!known.delete(id)) throw contradicted("its identifiers", `${id} is not in it, or named twice`);
    if (shipmentId(bytesOf(blind), identifier) !== id) {
      throw contradicted("its identifiers", `${identifier} does not belong to ${id}`);
    }
    proven[id] = identifier;
  }
  return proven;
}
