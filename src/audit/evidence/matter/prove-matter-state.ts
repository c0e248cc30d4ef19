import type { MatterId } from "../../../domain/cooperation/act.ts";
import type { Item } from "../../../domain/cooperation/item.ts";
import type { Matter } from "../../../domain/cooperation/matter.ts";
import type { Seat } from "../../../domain/cooperation/seat.ts";
import { bytesOf } from "../../../domain/encoding/hex.ts";
import type { Bytes32, EntryHash, Hex, ParticipantId } from "../../../domain/entry.ts";
import {
  type EnrolledParticipant,
  keySlot,
  participantSlot,
  type RegisteredKey,
  unpackKey,
  unpackParticipant,
} from "../../proof/consortium-slots.ts";
import {
  itemSlots,
  matterSlots,
  seatSlot,
  unpackItem,
  unpackMatter,
  unpackSeat,
} from "../../proof/cooperation-slots.ts";
import { expectedCode } from "../../proof/expected-code.ts";
import { expectedCooperationCode } from "../../proof/expected-cooperation-code.ts";
import { provenSlot } from "../../proof/proven-slot.ts";
import { EVIDENCE_LIMITS } from "../evidence.ts";
import { TrieNodes } from "../../proof/trie-nodes.ts";
import { provenStorage } from "../proven-storage.ts";
import type { MatterEvidence } from "./matter-evidence.ts";
import type { MatterQuestions } from "./matter-questions.ts";

/** The contract's record of a matter. */
export interface ProvenRecord {
  readonly head: EntryHash;
  readonly matter: Matter;
  readonly basis: MatterId;
  readonly terms: Bytes32;
}

/** State of the contracts after one block, proved by the file's nodes. */
export interface ProvenMatterState {
  readonly records: ReadonlyMap<MatterId, ProvenRecord>;
  /** Agreements that an agreement of the file replaces. */
  readonly replaced: ReadonlyMap<MatterId, Matter>;
  readonly seats: readonly { readonly matter: MatterId; readonly participant: ParticipantId; readonly seat: Seat }[];
  readonly items: ReadonlyMap<EntryHash, { readonly matter: MatterId; readonly item: Item; readonly content: Bytes32 }>;
  readonly participants: ReadonlyMap<ParticipantId, EnrolledParticipant>;
  readonly keys: ReadonlyMap<Hex, RegisteredKey>;
}

/**
 * Proves from the state root that both ledgers and the consortium have the code of this version, and reads their storage
 * words. Each node must be in use.
 *
 * @throws EvidenceContradicted, TrieProofBroken, RlpMalformed
 */
export function proveMatterState(
  { chain, state }: MatterEvidence,
  stateRoot: Bytes32,
  questions: MatterQuestions,
  participants: readonly ParticipantId[],
  keys: Iterable<Hex>,
): ProvenMatterState {
  const limits = { nodes: EVIDENCE_LIMITS.nodes, nodeBytes: 1_024 };
  const nodes = new TrieNodes(state.nodes.map(bytesOf), `the state at block ${state.block}`, limits);
  const code = expectedCode(chain);
  const storageOf = (what: string, address: Hex, hash: Bytes32) =>
    provenStorage(nodes, stateRoot, { what, address, code: hash });
  storageOf("the ledger", chain.ledger, code.ledger);
  const consortium = storageOf("the consortium", chain.consortium, code.consortium);
  const ledger = storageOf("the ledger of cooperation", chain.cooperation, expectedCooperationCode(chain));
  const word = (slot: Bytes32) => provenSlot(nodes, ledger, slot);

  const proven = {
    records: new Map(
      questions.matters.map((id) => {
        const { head, matter, basis, terms } = matterSlots(id);
        const record = { head: word(head), matter: unpackMatter(word(matter)), basis: word(basis), terms: word(terms) };
        return [id, record] as const;
      }),
    ),
    replaced: new Map(questions.replaced.map((id) => [id, unpackMatter(word(matterSlots(id).matter))] as const)),
    seats: questions.seats.map(({ matter, participant }) => ({
      matter,
      participant,
      seat: unpackSeat(word(seatSlot(matter, participant))),
    })),
    items: new Map(
      questions.items.map(({ matter, hash }) => {
        const { item, content } = itemSlots(matter, hash);
        return [hash, { matter, item: unpackItem(word(item)), content: word(content) }] as const;
      }),
    ),
    participants: new Map(
      participants.map((id) => [id, unpackParticipant(provenSlot(nodes, consortium, participantSlot(id)))] as const),
    ),
    keys: new Map(Array.from(keys, (key) => [key, unpackKey(provenSlot(nodes, consortium, keySlot(key)))] as const)),
  };
  nodes.requireAllUsed();
  return proven;
}
