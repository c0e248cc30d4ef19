import { type Case, type Custody, PHASES, STANDINGS } from "../../domain/rules/custody.ts";
import type { MemberRecord } from "../../domain/directory/member-record.ts";
import { keccak256Hex } from "../../domain/encoding/keccak256.ts";
import type { Hex } from "../../domain/entry.ts";
import { keysOf } from "../../domain/keys-of.ts";
import { ZERO_BYTES32 } from "../../domain/entry.ts";
import type { LedgerState } from "../../domain/rules/ledger-state.ts";
import type { Bytes32 } from "../../domain/entry.ts";
import { keySlot, participantSlot } from "../proof/consortium-slots.ts";
import { encryptionKeySlot, generationEndSlot, memberSlots } from "../proof/directory-slots.ts";
import { caseSlot, shipmentSlots, successorSlot } from "../proof/ledger-slots.ts";
import { packedWord } from "./packed-word.ts";
import type { Registry } from "./registry.ts";

/** A word of a contract's storage, with a description for faults. */
export interface StorageWord {
  readonly slot: Bytes32;
  readonly word: Bytes32;
  readonly what: string;
}

/** Slots of the Consortium: its authority (OpenZeppelin's AccessManaged), and the number of participants. */
export const AUTHORITY_SLOT = ZERO_BYTES32;
const COUNT_SLOT: Bytes32 = `0x${"0".repeat(63)}3`;

/** Yields all non-zero storage words of a ShipmentLedger in this state. */
export function* ledgerWords(state: LedgerState): Generator<StorageWord> {
  for (const [shipment, { head, custody, container }] of state.shipments) {
    const slots = shipmentSlots(shipment);
    yield { slot: slots.head, word: head, what: `head of shipment ${shipment}` };
    yield { slot: slots.custody, word: packCustody(custody), what: `custody of shipment ${shipment}` };
    if (container !== ZERO_BYTES32)
      yield { slot: slots.container, word: container, what: `container of shipment ${shipment}` };
  }
  for (const [hold, { shipment, customsCase }] of state.cases)
    yield { slot: caseSlot(shipment, hold), word: packCase(customsCase), what: `case ${hold} of shipment ${shipment}` };
  for (const { shipment, author, entry, successor } of state.corrections())
    yield { slot: successorSlot(shipment, author, entry), word: successor, what: `correction of entry ${entry}` };
}

/**
 * Yields all non-zero storage words of a Consortium with these participants.
 *
 * @param authority address of the AccessManager that governs it.
 */
export function* consortiumWords(registry: Registry, authority: Hex): Generator<StorageWord> {
  const participants = registry.all();
  yield { slot: AUTHORITY_SLOT, word: packedWord([[BigInt(authority), 20]]), what: "authority of the consortium" };
  if (participants.length > 0)
    yield { slot: COUNT_SLOT, word: packedWord([[participants.length, 4]]), what: "number of participants" };
  for (const { id, roles, jurisdiction, suspended, keys } of participants) {
    const country = (jurisdiction.charCodeAt(0) << 8) | jurisdiction.charCodeAt(1);
    const word = packedWord([
      [roles, 2],
      [country, 2],
      [suspended ? 1 : 0, 1],
    ]);
    yield { slot: participantSlot(id), word, what: `participant ${id}` };
    for (const { address, validFrom, validUntil } of keys) {
      const key = packedWord([
        [id, 4],
        [validFrom, 6],
        [validUntil, 6],
      ]);
      yield { slot: keySlot(address), word: key, what: `key ${address}` };
    }
  }
}

/** Yields all non-zero storage words of a MemberDirectory with these records. */
export function* directoryWords(members: Iterable<MemberRecord>): Generator<StorageWord> {
  for (const member of members) {
    const { participant, head, recovery, generation, pending } = member;
    const slots = memberSlots(participant);
    const state = packedWord([
      [generation, 4],
      [pending?.effectiveAt ?? 0, 6],
      [pending?.recovers === true ? 1 : 0, 1],
    ]);
    const words: Record<keyof typeof slots, Bytes32> = {
      head,
      endpoint: endpointDigest(member.endpoint),
      recovery,
      state,
      pending: pending?.change ?? ZERO_BYTES32,
      nextEndpoint: endpointDigest(pending?.endpoint ?? ""),
      nextRecovery: pending?.recovery ?? ZERO_BYTES32,
      nextKey: pending?.key ?? ZERO_BYTES32,
    };
    for (const field of keysOf(words))
      if (words[field] !== ZERO_BYTES32)
        yield {
          slot: slots[field],
          word: words[field],
          what: `${field} of participant ${participant} in the directory`,
        };
    for (const { id, suite, generation: of, validFrom, validUntil } of member.keys) {
      const word = packedWord([
        [suite, 2],
        [of, 4],
        [validFrom, 6],
        [validUntil, 6],
      ]);
      yield { slot: encryptionKeySlot(participant, id), word, what: `encryption key ${id}` };
    }
    for (const [ended, time] of member.generationEnds.entries())
      yield {
        slot: generationEndSlot(participant, ended),
        word: packedWord([[time, 6]]),
        what: `end of key generation ${ended} of participant ${participant}`,
      };
  }
}

function endpointDigest(endpoint: string): Bytes32 {
  return endpoint === "" ? ZERO_BYTES32 : keccak256Hex(Buffer.from(endpoint, "latin1"));
}

/** Packs custody like the contract's type `CustodySlot`. */
export function packCustody({ phase, ...custody }: Custody): Bytes32 {
  return packedWord([
    [custody.custodian, 4],
    [custody.consignor, 4],
    [custody.offeredTo, 4],
    [custody.sequence, 4],
    [custody.contents, 4],
    [custody.openCases, 2],
    [custody.openRemedies, 2],
    [custody.height, 1],
    [PHASES.indexOf(phase), 1],
  ]);
}

/** Packs a case like the contract's type `CaseSlot`. */
export function packCase(customsCase: Case): Bytes32 {
  const { charged, exempt, contested, seized, closed } = customsCase;
  const flags = [charged, exempt, contested, seized, closed].map((flag, bit) => (flag ? 1 << bit : 0));
  return packedWord([
    [customsCase.agency, 4],
    [customsCase.custodian, 4],
    [Number(customsCase.jurisdiction), 2],
    [customsCase.noticeAt, 5],
    [customsCase.remedyUntil, 5],
    [customsCase.tribunal, 4],
    [customsCase.instance, 1],
    [STANDINGS.indexOf(customsCase.custodianStanding), 1],
    [STANDINGS.indexOf(customsCase.consignorStanding), 1],
    [flags.reduce((sum, flag) => sum + flag, 0), 1],
    [Number(customsCase.profile), 4],
  ]);
}
