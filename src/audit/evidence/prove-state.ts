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
import { provenAccount } from "../proof/proven-account.ts";
import { provenSlot } from "../proof/proven-slot.ts";
import { TrieNodes } from "../proof/trie-nodes.ts";
import { contradicted } from "./contradicted.ts";
import { EVIDENCE_LIMITS, type Evidence } from "./evidence.ts";

/** What the contracts kept at the end of one block, as far as the file's nodes prove it. */
export interface ProvenState {
  readonly head: EntryHash;
  readonly custody: Custody;
  /** Zero when it is in none. */
  readonly container: ShipmentId;
  /** Of the units that it travelled in. */
  readonly units: ReadonlyMap<ShipmentId, Custody>;
  readonly participants: ReadonlyMap<ParticipantId, EnrolledParticipant>;
  readonly keys: ReadonlyMap<Hex, RegisteredKey>;
}

/** What is to be proved beside the shipment itself. */
export interface StateQuestions {
  readonly units: Iterable<ShipmentId>;
  readonly participants: Iterable<ParticipantId>;
  readonly keys: Iterable<Hex>;
}

/**
 * Proves what the contracts kept, from the state root alone: that ledger and consortium have the code of this version,
 * and the words in their slots. No node may be idle.
 *
 * @throws EvidenceContradicted, TrieProofBroken, RlpMalformed
 */
export function proveState(evidence: Evidence, stateRoot: Bytes32, questions: StateQuestions): ProvenState {
  const { chain, shipment, state } = evidence;
  const limits = { nodes: EVIDENCE_LIMITS.nodes, nodeBytes: 1_024 };
  const nodes = new TrieNodes(state.nodes.map(bytesOf), `the state at block ${state.block}`, limits);
  const code = expectedCode(chain);
  const storageOf = (contract: "ledger" | "consortium"): Bytes32 => {
    const account = provenAccount(nodes, stateRoot, chain[contract]);
    if (account === undefined) throw contradicted(`the ${contract}`, "the contract does not exist");
    if (account.codeHash !== code[contract]) {
      throw contradicted(`the ${contract}`, "the contract at this address is not one of this version of Portolan");
    }
    return account.storageRoot;
  };
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
