import type { Entitlement } from "../../domain/audience/entitlement.ts";
import type { EntryHash, Bytes32, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { ZERO_BYTES32 } from "../../domain/entry.ts";
import type { MatterId } from "../../domain/cooperation/act.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type {
  FollowedCase,
  FollowedEntry,
  FollowedRefusal,
  FollowedShipment,
  Placement,
} from "../../domain/followed.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import { LedgerState } from "../../domain/rules/ledger-state.ts";
import type { MemberRecord } from "../../domain/directory/member-record.ts";
import type { Participant } from "../../domain/participant.ts";
import { positionOf } from "../../domain/position.ts";
import { toJsonText } from "../../domain/encoding/json-text.ts";
import type { ActEvent } from "../../ledger/act-log.ts";
import type { ActHasher } from "../../ledger/act-hash.ts";
import type { ConsortiumEvent } from "../../ledger/consortium-log.ts";
import { type DirectoryLog, isDirectoryLog } from "../../ledger/directory-log.ts";
import type { EntryHasher } from "../../ledger/entry-hash.ts";
import type { EntryRecorded, EntryRefused, LedgerEvent } from "../../ledger/ledger-log.ts";
import { revertToError } from "../../ledger/revert-to-error.ts";
import type { BlockChanges } from "../../store/chain/store-blocks.ts";
import type { BlockImage } from "../../store/chain/block-image.ts";
import type { BlocksTable } from "../../store/chain/tables.ts";
import type { Directory } from "../directory.ts";
import { FollowedAudience } from "./followed-audience.ts";
import { ActJudge, type KnownActs } from "./judge-acts.ts";
import { ChangeJudge, type ChangeHasher } from "./judge-changes.ts";

/** A block with the events of the contracts, in the order of the logs. */
export interface ReadBlock {
  readonly number: number;
  readonly hash: Bytes32;
  readonly timestamp: number;
  readonly transactions: readonly Bytes32[];
  readonly events: readonly ChainEvent[];
}

export type ChainEvent = LedgerEvent | ActEvent | ConsortiumEvent | DirectoryLog;

/** State of the shipments, cases, entitlements and corrections that blocks concern, before these blocks. */
export interface KnownState {
  readonly shipments: ReadonlyMap<ShipmentId, FollowedShipment>;
  readonly cases: ReadonlyMap<EntryHash, FollowedCase>;
  /** The entitlements to these shipments that have not ended. */
  readonly entitlements: readonly Entitlement[];
  readonly successors: readonly {
    shipment: ShipmentId;
    author: ParticipantId;
    entry: EntryHash;
    successor: EntryHash;
  }[];
  /** Records in the directory of members. */
  readonly members: ReadonlyMap<ParticipantId, MemberRecord>;
  readonly acts: KnownActs;
}

/** The functions that hash what participants sign, for the followed contracts. */
export interface Hashers {
  readonly hashEntry: EntryHasher;
  /** Absent in a deployment without a directory of members. */
  readonly hashChange?: ChangeHasher | undefined;
  /** Absent in a deployment without a ledger of cooperation. */
  readonly hashAct?: ActHasher | undefined;
}

/**
 * Replays blocks by the rules of the ledger and returns their changes. It does not trust the node: it computes the hash
 * of each entry, and checks that the entry follows the known head and keeps the rules. It leaves signatures to the
 * audit, because they cost more than all other checks. A node cannot forge a history that leads to the contract's
 * heads.
 *
 * @param directory a copy of the directory, to which the function applies the blocks.
 * @param keepFrom number of the first block that a reorganisation can undo.
 * @throws LedgerRuleBroken for an entry or an act that the contract cannot have recorded; DirectoryRuleBroken for such a
 * change.
 */
export function judgeBlocks(
  blocks: readonly ReadBlock[],
  known: KnownState,
  directory: Directory,
  hashers: Hashers,
  keepFrom: number,
): BlockChanges {
  return new Judge(known, directory, hashers, keepFrom).judge(blocks);
}

class Judge {
  readonly #state = new LedgerState();
  readonly #directory: Directory;
  readonly #hashEntry: EntryHasher;
  readonly #keepFrom: number;
  readonly #shipments: Map<ShipmentId, FollowedShipment>;
  readonly #cases: Map<EntryHash, FollowedCase>;
  readonly #changedShipments = new Set<ShipmentId>();
  readonly #changedCases = new Set<EntryHash>();
  readonly #changedParticipants = new Set<ParticipantId>();
  readonly #entries: FollowedEntry[] = [];
  readonly #refusals: FollowedRefusal[] = [];
  readonly #audience: FollowedAudience;
  readonly #members: ChangeJudge;
  readonly #acts: ActJudge;
  #before = new Before();

  constructor(known: KnownState, directory: Directory, { hashEntry, hashChange, hashAct }: Hashers, keepFrom: number) {
    this.#directory = directory;
    this.#hashEntry = hashEntry;
    this.#keepFrom = keepFrom;
    this.#members = new ChangeJudge(known.members, hashChange);
    this.#acts = new ActJudge(known.acts, directory, hashAct);
    this.#shipments = new Map(known.shipments);
    this.#cases = new Map(known.cases);
    this.#audience = new FollowedAudience(known.entitlements);
    for (const [id, shipment] of known.shipments) this.#state.shipments.set(id, shipment);
    for (const [hold, followed] of known.cases) this.#state.cases.set(hold, followed);
    for (const { shipment, author, entry, successor } of known.successors) {
      this.#state.setSuccessor(shipment, author, entry, successor);
    }
  }

  judge(blocks: readonly ReadBlock[]): BlockChanges {
    const kept: BlocksTable[] = [];
    for (const block of blocks) {
      this.#before = new Before();
      this.#acts.begin();
      for (const event of block.events) this.#take(event, block);
      const { number, hash, timestamp } = block;
      if (number < this.#keepFrom) continue;
      kept.push({ number, hash, timestamp, before: toJsonText({ ...this.#before.image(), ...this.#acts.image() }) });
    }
    return {
      entries: this.#entries,
      refusals: this.#refusals,
      shipments: pick(this.#shipments, this.#changedShipments),
      cases: pick(this.#cases, this.#changedCases),
      entitlements: this.#audience.changed(),
      ofHolders: this.#audience.ofHolders,
      participants: [...this.#changedParticipants].flatMap((id) => this.#directory.get(id) ?? []),
      memberChanges: this.#members.changes,
      ...this.#acts.changes(),
      transactions: blocks.flatMap(({ number, transactions }) => transactions.map((hash) => ({ hash, block: number }))),
      blocks: kept,
    };
  }

  #take(event: ChainEvent, block: ReadBlock): void {
    switch (event.event) {
      case "EntryRecorded":
        return this.#record(event, block);
      case "EntryRefused":
        return void this.#refusals.push(toRefusal(event, block));
      case "ActRecorded":
      case "ActRefused":
        return this.#acts.take(event, placementOf(event, block));
      case "MemberPublished":
      case "MemberRecovered":
      case "EncryptionKeyEnded":
      case "MemberChangeStopped":
        return this.#members.take(event, placementOf(event, block));
      default:
        this.#before.participant(event.participant, this.#directory.get(event.participant));
        this.#changedParticipants.add(this.#directory.apply(event));
    }
  }

  #record(event: EntryRecorded, block: ReadBlock): void {
    const { entry, signature } = event.signed;
    const placement = placementOf(event, block);
    const broken = (problem: string) =>
      new PortolanError("LedgerRuleBroken", { block: block.number, entry: event.hash, problem });
    if (this.#hashEntry(entry) !== event.hash) throw broken("its hash does not match its fields");

    const touched = this.#touched(event);
    const before = this.#state.shipment(entry.shipment).custody;
    const refusal = this.#state.apply(entry, event.hash, this.#directory.momentAt(block.timestamp));
    if (refusal !== undefined) throw broken(refusal.toError().message);
    const { custody } = this.#state.shipment(entry.shipment);
    if (custody.sequence !== event.sequence) throw broken(`its sequence is ${event.sequence}, not ${custody.sequence}`);

    const [hold] = touched.cases;
    const step = { ...placement, entry, before, after: custody, roles: this.#directory.rolesOf(entry.author) };
    this.#audience.take(event.hash, { ...step, customsCase: hold && this.#state.cases.get(hold)?.customsCase });
    for (const id of touched.shipments) this.#followShipment(id, id === entry.shipment ? placement : undefined, event);
    for (const hold of touched.cases) this.#followCase(hold, block.timestamp);
    this.#entries.push({ ...placement, hash: event.hash, sequence: event.sequence, entry, signature });
  }

  /** Lists the shipments and cases that an entry may change, and remembers their state before the block. */
  #touched({ hash, signed: { entry } }: EntryRecorded): { shipments: ShipmentId[]; cases: EntryHash[] } {
    const nests = entry.kind === KINDS.Load || entry.kind === KINDS.Unload;
    const shipments = nests ? [entry.shipment, entry.refersTo] : [entry.shipment];
    const hold = entry.kind === KINDS.Hold ? hash : entry.refersTo;
    const cases = entry.kind === KINDS.Hold || this.#cases.has(hold) ? [hold] : [];
    for (const id of shipments) this.#before.shipment(id, this.#shipments.get(id));
    for (const id of cases) this.#before.case(id, this.#cases.get(id));
    return { shipments, cases };
  }

  #followShipment(id: ShipmentId, own: Placement | undefined, { signed: { entry } }: EntryRecorded): void {
    const before = this.#shipments.get(id);
    const times = {
      beganAt: before?.beganAt ?? entry.occurredAt,
      updatedAt: own?.recordedAt ?? before?.updatedAt ?? 0,
      updatedPosition: own?.position ?? before?.updatedPosition ?? 0,
    };
    this.#shipments.set(id, { ...this.#state.shipment(id), ...times });
    this.#changedShipments.add(id);
  }

  #followCase(hold: EntryHash, time: number): void {
    const state = this.#state.cases.get(hold);
    if (state === undefined) return;
    const before = this.#cases.get(hold);
    this.#cases.set(hold, {
      ...state,
      openedAt: before?.openedAt ?? time,
      closedAt: before?.closedAt || (state.customsCase.closed ? time : 0),
    });
    this.#changedCases.add(hold);
  }
}

/** Collects the state before a block of everything that the block changes, so that a reorganisation can restore it. */
class Before {
  readonly #shipments = new Map<ShipmentId, FollowedShipment | null>();
  readonly #cases = new Map<EntryHash, FollowedCase | null>();
  readonly #participants = new Map<ParticipantId, Participant | null>();

  shipment(id: ShipmentId, before: FollowedShipment | undefined): void {
    if (!this.#shipments.has(id)) this.#shipments.set(id, before ?? null);
  }

  case(hold: EntryHash, before: FollowedCase | undefined): void {
    if (!this.#cases.has(hold)) this.#cases.set(hold, before ?? null);
  }

  participant(id: ParticipantId, before: Participant | undefined): void {
    if (!this.#participants.has(id)) this.#participants.set(id, before ?? null);
  }

  image(): BlockImage {
    return { shipments: [...this.#shipments], cases: [...this.#cases], participants: [...this.#participants] };
  }
}

function placementOf(event: Pick<ChainEvent, "position">, block: ReadBlock): Placement {
  const { logIndex, transactionHash } = event.position;
  return {
    position: positionOf(block.number, logIndex),
    block: block.number,
    recordedAt: block.timestamp,
    transactionHash,
  };
}

function toRefusal(event: EntryRefused, block: ReadBlock): FollowedRefusal {
  const { code, facts } = revertToError(event.reason);
  return { ...event.signed, ...placementOf(event, block), hash: event.hash, failure: { code, facts } };
}

function pick<Key, Value>(all: ReadonlyMap<Key, Value>, keys: ReadonlySet<Key>): Map<Key, Value> {
  const picked = new Map<Key, Value>();
  for (const key of keys) {
    const value = all.get(key);
    if (value !== undefined) picked.set(key, value);
  }
  return picked;
}

/** Lists the ids of the state that the judgement of these blocks needs. */
export function touchedBy(blocks: readonly ReadBlock[]): {
  shipments: Set<ShipmentId>;
  units: Set<ShipmentId>;
  referred: Set<Bytes32>;
  members: Set<ParticipantId>;
  matters: Set<MatterId>;
  items: Set<EntryHash>;
} {
  const touched = {
    shipments: new Set<ShipmentId>(),
    units: new Set<ShipmentId>(),
    referred: new Set<Bytes32>(),
    members: new Set<ParticipantId>(),
    matters: new Set<MatterId>(),
    items: new Set<EntryHash>(),
  };
  for (const { events } of blocks) {
    for (const event of events) {
      if (isDirectoryLog(event)) touched.members.add(event.participant);
      if (event.event === "ActRecorded") {
        touched.matters.add(event.signed.act.matter);
        // A handover, a seal or an agreement: the store knows which.
        touched.items.add(event.signed.act.refersTo);
      }
      if (event.event !== "EntryRecorded") continue;
      const { shipment, kind, refersTo } = event.signed.entry;
      touched.shipments.add(shipment);
      if (refersTo === ZERO_BYTES32) continue;
      if (kind === KINDS.Load || kind === KINDS.Unload) touched.units.add(refersTo);
      else touched.referred.add(refersTo);
    }
  }
  return touched;
}
