import type { Custody } from "../../domain/rules/custody.ts";
import type { Bytes32, EntryHash, Hex, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { bytesOf } from "../../domain/encoding/hex.ts";
import {
  type EnrolledParticipant,
  keySlot,
  participantSlot,
  type RegisteredKey,
  unpackKey,
  unpackParticipant,
} from "../proof/consortium-slots.ts";
import { expectedCode } from "../proof/expected-code.ts";
import { shipmentSlots, unpackCustody } from "../proof/ledger-slots.ts";
import { provenSlot } from "../proof/proven-slot.ts";
import { TrieNodes } from "../proof/trie-nodes.ts";
import { EVIDENCE_LIMITS, type Evidence } from "./evidence.ts";
import { provenStorage } from "./proven-storage.ts";

/** State of the contracts after one block, proved by the file's nodes. */
export interface ProvenState {
  readonly head: EntryHash;
  readonly custody: Custody;
  /** The unit around the shipment; zero without one. */
  readonly container: ShipmentId;
  /** Custody of the units that contained the shipment. */
  readonly units: ReadonlyMap<ShipmentId, Custody>;
  readonly participants: ReadonlyMap<ParticipantId, EnrolledParticipant>;
  readonly keys: ReadonlyMap<Hex, RegisteredKey>;
}

/** The state to prove in addition to the shipment. */
export interface StateQuestions {
  readonly units: Iterable<ShipmentId>;
  readonly participants: Iterable<ParticipantId>;
  readonly keys: Iterable<Hex>;
}

/**
 * Proves from the state root that ledger and consortium have the code of this version, and reads their storage words.
 * Each node must be in use.
 *
 * @throws EvidenceContradicted, TrieProofBroken, RlpMalformed
 */
export function proveState(evidence: Evidence, stateRoot: Bytes32, questions: StateQuestions): ProvenState {
  const { chain, shipment, state } = evidence;
  const limits = { nodes: EVIDENCE_LIMITS.nodes, nodeBytes: 1_024 };
  const nodes = new TrieNodes(state.nodes.map(bytesOf), `the state at block ${state.block}`, limits);
  const code = expectedCode(chain);
  const storageOf = (contract: "ledger" | "consortium"): Bytes32 =>
    provenStorage(nodes, stateRoot, { what: `the ${contract}`, address: chain[contract], code: code[contract] });
  const ledger = storageOf("ledger");
  const consortium = storageOf("consortium");
  const read = <Key, Value>(keys: Iterable<Key>, valueOf: (key: Key) => Value) =>
    new Map(Array.from(keys, (key) => [key, valueOf(key)] as const));
  const custodyOf = (id: ShipmentId) => unpackCustody(provenSlot(nodes, ledger, shipmentSlots(id).custody));

  const slots = shipmentSlots(shipment);
  const proven = {
    head: provenSlot(nodes, ledger, slots.head),
    custody: custodyOf(shipment),
    container: provenSlot(nodes, ledger, slots.container),
    units: read(questions.units, custodyOf),
    participants: read(questions.participants, (id) =>
      unpackParticipant(provenSlot(nodes, consortium, participantSlot(id))),
    ),
    keys: read(questions.keys, (key) => unpackKey(provenSlot(nodes, consortium, keySlot(key)))),
  };
  nodes.requireAllUsed();
  return proven;
}
