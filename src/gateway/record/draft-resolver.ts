import { canonicalJson } from "../../domain/encoding/canonical-json.ts";
import { checkNotOfFuture } from "../../domain/rules/clock-drift.ts";
import { checkPayload, requireMembers, type CheckedPayload } from "../../domain/payload/check-payload.ts";
import { checkTimesOf } from "../../domain/payload/check-times.ts";
import { requireDeliverable } from "../../domain/payload/require-deliverable.ts";
import { commit } from "../../domain/payload/commitment.ts";
import { countriesOf } from "../../domain/payload/countries-of.ts";
import { checkShape } from "../../domain/rules/entry-shape.ts";
import {
  ZERO_BYTES32,
  type ParticipantId,
  type ShipmentId,
  type UnlinkedEntry,
  type Bytes32,
  type Hex,
  type Entry,
} from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { parseInstant } from "../../domain/encoding/instant.ts";
import { KIND_RULES } from "../../domain/rules/kind-rules.ts";
import { KINDS, kindName, type Kind } from "../../domain/rules/kind.ts";
import { newPayloadSeed } from "../../domain/payload/payload-salts.ts";
import { newShipmentBlind, shipmentId, shipmentIdentifier } from "../../domain/identifiers/shipment-id.ts";
import { summarise } from "../../domain/payload/summary.ts";
import { toJsonText } from "../../domain/encoding/json-text.ts";
import { hexOf, bytesOf } from "../../domain/encoding/hex.ts";
import type { AcceptedDraft } from "../../store/outbox/accept-requests.ts";
import { readHeads } from "../../store/chain/followed-state.ts";
import type { Database } from "../../store/open-database.ts";
import { holdsUnitAround, mayWriteAbout, shipmentUnder, unfinishedUnder } from "../../store/access/write-access.ts";
import { visibilityOf, type Caller } from "../caller.ts";
import { knownProfiles } from "../clocks/known-profiles.ts";
import type { Directory } from "../directory.ts";
import type { EntryDraft, PreparedEntry } from "../../api/entry.ts";
import type { CheckedDraft, ReturnedDraft } from "./draft.ts";
import type { EntrySigner } from "./entry-signer.ts";

/** Largest number of cached permissions to write. Under the same rights, a permission never ends. */
const REMEMBERED = 50_000;

/** Whether a text has the form of a shipment id or an entry hash. */
const isId = (text: string): text is Bytes32 => /^0x[0-9a-f]{64}$/.test(text);

/** Resolves drafts to entries: finds their shipments, checks the entries, and computes the commitments of payloads. */
export class DraftResolver {
  readonly #db: Database;
  readonly #directory: Directory;
  readonly #signer: EntrySigner;
  readonly #now: () => number;
  readonly #writable = new Set<string>();

  /** @param now Unix seconds. */
  constructor(db: Database, directory: Directory, signer: EntrySigner, now: () => number) {
    this.#db = db;
    this.#directory = directory;
    this.#signer = signer;
    this.#now = now;
  }

  /** @throws NoKeyForParticipant unless the gateway holds a valid key of the participant. */
  requireKeyOf(participant: ParticipantId): void {
    this.#signer.requireKeyOf(participant);
  }

  /** Whether the gateway holds a valid key of the participant. */
  signsFor(participant: ParticipantId): boolean {
    return this.#signer.hasKeyOf(participant);
  }

  /** Opens a session for the drafts of one request. A later draft can name a shipment that an earlier draft opens. */
  open(author: Caller): DraftSession {
    return new DraftSession(this.#db, this.#directory, this.#signer, this.#now, this.#writable, author);
  }
}

/** A payload for the store, with its commitment. */
interface CommittedPayload {
  readonly seed: Hex;
  readonly commitment: Bytes32;
  readonly kept: AcceptedDraft["payload"];
}

/** An entry without `previous`, with its payload and the identity of a new shipment. */
interface ResolvedDraft {
  readonly entry: UnlinkedEntry;
  readonly payload: CheckedPayload;
  readonly seed: Bytes32;
  readonly identity?: { readonly identifier: string; readonly blind: Bytes32 };
}

class DraftSession {
  readonly #db: Database;
  readonly #directory: Directory;
  readonly #signer: EntrySigner;
  readonly #now: () => number;
  readonly #writable: Set<string>;
  readonly #author: Caller;
  /** Shipments that earlier drafts of the request open, by canonical identifier. */
  readonly #opened = new Map<string, ShipmentId>();
  /** Shipments of earlier drafts of the request, by their names in these drafts. */
  readonly #found = new Map<string, ShipmentId>();
  /** Commitments by payload. An event on many units is the payload of many entries, with one commitment. */
  readonly #committed = new Map<CheckedPayload, CommittedPayload>();

  constructor(
    db: Database,
    directory: Directory,
    signer: EntrySigner,
    now: () => number,
    writable: Set<string>,
    author: Caller,
  ) {
    this.#db = db;
    this.#directory = directory;
    this.#signer = signer;
    this.#now = now;
    this.#writable = writable;
    this.#author = author;
  }

  /**
   * Resolves a draft that the gateway signs.
   *
   * @throws PortolanError the error of the draft.
   */
  async resolve(draft: CheckedDraft): Promise<AcceptedDraft> {
    const { participant } = this.#author;
    this.#signer.requireKeyOf(participant);
    const { payload, ...resolved } = await this.#resolve(draft);
    return accepted(resolved, this.#commit(payload, draft.seed).kept, draft.previous ?? null, null);
  }

  /** Prepares an entry for the author's wallet. It follows `previous` of the draft, or the shipment's present head. */
  async prepare(draft: CheckedDraft): Promise<PreparedEntry> {
    const { entry, ...rest } = await this.#resolve(draft);
    const previous = draft.previous ?? (await readHeads(this.#db, [entry.shipment])).get(entry.shipment);
    return { entry: { ...entry, previous: previous ?? ZERO_BYTES32 }, ...rest };
  }

  /** Resolves a returned prepared entry. Repeats all checks, because the client may have changed it. */
  async resolveSigned({ prepared, signature }: ReturnedDraft): Promise<AcceptedDraft> {
    const { entry, payload, seed, identity } = prepared;
    const { participant } = this.#author;
    if (entry.author !== participant) {
      throw new PortolanError("AuthorIsNotCaller", { author: entry.author, participant });
    }
    if (signature === undefined) this.#signer.requireKeyOf(participant);
    const kind = requireKind(entry.kind);
    checkPayload(kind, payload);
    if (commit(payload, bytesOf(seed)) !== entry.commitment) {
      throw new PortolanError("PreparedEntryInconsistent", { member: "commitment" });
    }
    if (kind === "Consign") {
      const opened = identity && shipmentId(bytesOf(identity.blind), shipmentIdentifier(identity.identifier).uri);
      if (opened !== entry.shipment) throw new PortolanError("PreparedEntryInconsistent", { member: "shipment" });
    } else await this.#requireWritable(entry.shipment);
    this.#check(entry);
    checkTimesOf(payload, this.#now());
    const { previous, ...unlinked } = entry;
    const kept = keep(payload, seed);
    return accepted({ entry: unlinked, ...(identity && { identity }) }, kept, previous, signature ?? null);
  }

  async #resolve(draft: CheckedDraft): Promise<ResolvedDraft> {
    const { payload } = draft;
    requireMembers(draft.kind, payload);
    const identity = draft.kind === "Consign" ? await this.#openShipment(draft.shipment) : undefined;
    const shipment = identity?.shipment ?? (await this.#find(draft.shipment));
    const { seed, commitment } = this.#commit(payload, draft.seed);
    const entry = {
      shipment,
      kind: KINDS[draft.kind],
      author: this.#author.participant,
      counterparty: draft.counterparty ?? 0,
      refersTo: await this.#findReferred(draft),
      occurredAt: draft.occurredAt ?? parseInstant(payload["eventTime"]) ?? this.#now(),
      commitment,
    };
    this.#check({ ...entry, previous: ZERO_BYTES32 });
    if (identity === undefined) return { entry, payload, seed };
    this.#opened.set(identity.identifier, identity.shipment);
    // From now on, all notations of the identifier refer to the new shipment.
    this.#found.clear();
    const { identifier, blind } = identity;
    return { entry, payload, seed, identity: { identifier, blind } };
  }

  #commit(payload: CheckedPayload, given: Bytes32 | undefined): CommittedPayload {
    let committed = this.#committed.get(payload);
    if (committed === undefined) {
      const seed = given ?? hexOf(newPayloadSeed());
      const kept = keep(payload, seed);
      committed = { seed, commitment: commit(payload, bytesOf(seed)), kept };
      this.#committed.set(payload, committed);
    }
    return committed;
  }

  /** Checks the rules that do not depend on the ledger's state. */
  #check(entry: Entry): void {
    const refusal = checkShape(entry) ?? checkNotOfFuture(entry, this.#now());
    if (refusal !== undefined) throw refusal.toError();
    const { counterparty } = entry;
    if (counterparty !== 0 && this.#directory.get(counterparty) === undefined) {
      throw new PortolanError("ConsortiumUnknownParticipant", { participant: counterparty });
    }
  }

  async #openShipment(named: string): Promise<{ shipment: ShipmentId; identifier: string; blind: Bytes32 }> {
    const identifier = shipmentIdentifier(named).uri;
    const { participant } = this.#author;
    const before = this.#opened.get(identifier) ?? (await unfinishedUnder(this.#db, participant, identifier));
    if (before !== undefined) throw new PortolanError("ShipmentAlreadyOpen", { identifier, shipment: before });
    const blind = newShipmentBlind();
    return { shipment: shipmentId(blind, identifier), identifier, blind: hexOf(blind) };
  }

  /** Finds a shipment by its id or business identifier, if the author may write about it. */
  async #find(named: string): Promise<ShipmentId> {
    if (isId(named)) return this.#requireWritable(named);
    const before = this.#found.get(named);
    if (before !== undefined) return before;
    const identifier = shipmentIdentifier(named).uri;
    const opened = this.#opened.get(identifier);
    const found = opened ?? (await shipmentUnder(this.#db, visibilityOf(this.#author), identifier));
    if (found === undefined) throw new PortolanError("ShipmentUnknown", { shipment: identifier });
    this.#found.set(named, found);
    return found;
  }

  async #requireWritable(shipment: ShipmentId): Promise<ShipmentId> {
    const visibility = visibilityOf(this.#author);
    const permission = [...Object.values(visibility), shipment].join(" ");
    if (this.#writable.has(permission)) return shipment;
    if (!(await mayWriteAbout(this.#db, visibility, shipment))) {
      if (await holdsUnitAround(this.#db, this.#author.participant, shipment)) return shipment;
      throw new PortolanError("ShipmentUnknown", { shipment });
    }
    if (this.#writable.size >= REMEMBERED) this.#writable.clear();
    this.#writable.add(permission);
    return shipment;
  }

  async #findReferred({ kind, refersTo }: EntryDraft): Promise<Hex> {
    if (refersTo === undefined) return ZERO_BYTES32;
    if (KIND_RULES[kind].names === "unit") return this.#find(refersTo);
    if (isId(refersTo)) return refersTo;
    if (KIND_RULES[kind].names === "profile") return digestOfProfile(refersTo);
    throw new PortolanError("ReferenceInvalid", { kind, refersTo });
  }
}

/** @throws ProfileOfCaseUnknown */
async function digestOfProfile(id: string): Promise<Bytes32> {
  const known = await knownProfiles();
  const found = known.find(({ profile }) => profile.id === id);
  if (found !== undefined) return found.digest;
  throw new PortolanError("ProfileOfCaseUnknown", { profile: id, known: known.map(({ profile }) => profile.id) });
}

/** @throws PayloadTooLarge */
function keep(payload: CheckedPayload, seed: Bytes32): AcceptedDraft["payload"] {
  const body = canonicalJson(payload);
  requireDeliverable(payload, body);
  return {
    body,
    seed,
    summary: toJsonText(summarise(payload)),
    countries: countriesOf(payload),
  };
}

function accepted(
  { entry, identity }: Pick<ResolvedDraft, "entry" | "identity">,
  payload: AcceptedDraft["payload"],
  previous: Hex | null,
  signature: Hex | null,
): AcceptedDraft {
  return {
    submission: { entry, previous, signature, acceptedAtMs: Date.now() },
    payload,
    ...(identity && { identity }),
  };
}

function requireKind(number: number): Kind {
  const kind = kindName(number);
  if (kind === undefined) throw new PortolanError("ShipmentLedgerUnknownKind", { kind: number });
  return kind;
}
