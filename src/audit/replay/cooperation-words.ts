import type { CooperationState } from "../../domain/cooperation/cooperation-state.ts";
import type { Item } from "../../domain/cooperation/item.ts";
import type { Matter } from "../../domain/cooperation/matter.ts";
import { MATTER_STATES } from "../../domain/cooperation/matter-state.ts";
import type { Seat } from "../../domain/cooperation/seat.ts";
import { type Bytes32, ZERO_BYTES32 } from "../../domain/entry.ts";
import { itemSlots, matterSlots, seatSlot } from "../proof/cooperation-slots.ts";
import { packedWord } from "./packed-word.ts";
import type { StorageWord } from "./storage-words.ts";

/** Yields all non-zero storage words of a CooperationLedger in this state. */
export function* cooperationWords(state: CooperationState): Generator<StorageWord> {
  for (const word of allWords(state)) if (word.word !== ZERO_BYTES32) yield word;
}

function* allWords(state: CooperationState): Generator<StorageWord> {
  for (const [id, { head, matter, basis, terms }] of state.matters) {
    const slots = matterSlots(id);
    yield { slot: slots.head, word: head, what: `head of matter ${id}` };
    yield { slot: slots.matter, word: packMatter(matter), what: `matter ${id}` };
    yield { slot: slots.basis, word: basis, what: `basis of matter ${id}` };
    yield { slot: slots.terms, word: terms, what: `terms of matter ${id}` };
  }
  for (const { matter, participant, seat } of state.seats())
    yield {
      slot: seatSlot(matter, participant),
      word: packSeat(seat),
      what: `seat of participant ${participant} in matter ${matter}`,
    };
  for (const { matter, hash, item, content } of state.items()) {
    const slots = itemSlots(matter, hash);
    yield { slot: slots.item, word: packItem(item), what: `item ${hash} of matter ${matter}` };
    yield { slot: slots.content, word: content, what: `content of item ${hash}` };
  }
}

/** Packs a matter like the contract's type `MatterSlot`. */
function packMatter({ state, ...matter }: Matter): Bytes32 {
  return packedWord([
    [MATTER_STATES.indexOf(state), 1],
    [matter.sequence, 4],
    [matter.opener, 4],
    [matter.answerer, 4],
    [matter.parties, 1],
    [matter.signed, 1],
    [matter.suspensions, 1],
    [matter.agreeing, 1],
    [matter.endsAt, 5],
    [matter.period, 4],
    [matter.code, 1],
    [matter.measures, 2],
    [matter.round, 2],
  ]);
}

/** Packs a seat like the contract's type `SeatSlot`. */
function packSeat({ directions, task, round, ...flags }: Seat): Bytes32 {
  const bits = [flags.named, flags.signed, flags.suspended].map((flag): [number, number] => [flag ? 1 : 0, 1]);
  return packedWord([[directions, 1], ...bits, [task, 1], [round, 2]]);
}

/** Packs a handover, a seal or an exhibit like the contract's type `ItemSlot`. */
function packItem({ state, jurisdiction, ...item }: Item): Bytes32 {
  return packedWord([
    [MATTER_STATES.indexOf(state), 1],
    [item.author, 4],
    [item.recipient, 4],
    [item.originator, 4],
    [item.consentTo, 4],
    [item.code, 1],
    [item.caveats, 2],
    [item.until, 5],
    [BigInt(jurisdiction), 2],
  ]);
}
