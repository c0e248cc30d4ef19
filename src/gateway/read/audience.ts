import type { Audience, ReaderView } from "../../api/audience.ts";
import type { PreparedEntry } from "../../api/entry.ts";
import { audienceOf, type Reader } from "../../domain/audience/audience-of.ts";
import { OPEN_END } from "../../domain/audience/entitlement.ts";
import { ZERO_BYTES32, type EntryHash, type ParticipantId } from "../../domain/entry.ts";
import type { Participant } from "../../domain/participant.ts";
import { countriesOf } from "../../domain/payload/countries-of.ts";
import { blockOf } from "../../domain/position.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import { momentOf } from "../../domain/rules/moment.ts";
import { readAudienceFacts } from "../../store/access/audience-rows.ts";
import type { Caller } from "../caller.ts";
import { entitlementKey, FollowedAudience } from "../follow/followed-audience.ts";
import { FollowedLedger } from "../record/followed-ledger.ts";
import { requireEntry, viewOf } from "./entries.ts";
import { referenceTo } from "./participants.ts";
import type { ReadContext } from "./read-context.ts";

/** The sources of an audience: it names participants, so it needs all of them. */
export interface AudienceContext extends ReadContext {
  readonly directory: {
    get(id: ParticipantId): Participant | undefined;
    all(): readonly Participant[];
  };
}

/**
 * Lists who reads an entry's payload, by which rule. A caller that does not read the whole payload is not told which
 * countries it names: it gets the readers by the ledger's facts, and itself.
 *
 * @throws PortolanError `EntryUnknown` if the entry does not exist for the caller.
 */
export async function readAudience(reading: AudienceContext, caller: Caller, hash: EntryHash): Promise<Audience> {
  const record = await requireEntry(reading, caller, hash);
  const { shipment, author } = record.entry;
  const facts = await readAudienceFacts(reading.db, shipment);
  const readers = audienceOf({ ...facts, author, position: record.position }, reading.directory.all());
  const told =
    viewOf(record) === "all"
      ? readers
      : readers.filter(({ participant, rule }) => rule !== "customs" || participant === caller.participant);
  return { entry: hash, readers: told.map((reader) => viewReader(reading, reader)) };
}

/** The position of an entry that is not recorded yet. */
const NEXT = OPEN_END - 1;

/** Predicts who will read a prepared entry's payload, as if the chain recorded it next. */
export async function predictAudience(reading: AudienceContext, prepared: PreparedEntry): Promise<ReaderView[]> {
  const { entry, payload } = prepared;
  const ledger = new FollowedLedger(reading.db);
  const isNested = entry.kind === KINDS.Load || entry.kind === KINDS.Unload;
  await ledger.load(isNested ? [entry.shipment, entry.refersTo] : [entry.shipment]);
  const moment = momentOf(Math.floor(Date.now() / 1_000), (id) => reading.directory.get(id));
  const before = ledger.state.shipment(entry.shipment).custody;
  ledger.state.apply(entry, ZERO_BYTES32, moment);
  const facts = await readAudienceFacts(reading.db, entry.shipment);
  const customsCase = ledger.state.cases.get(entry.kind === KINDS.Hold ? ZERO_BYTES32 : entry.refersTo)?.customsCase;
  const after = ledger.state.shipment(entry.shipment).custody;
  const audience = new FollowedAudience(facts.entitlements.filter(({ until }) => until === OPEN_END));
  audience.take(ZERO_BYTES32, {
    position: NEXT,
    entry,
    before,
    after,
    customsCase,
    roles: moment.rolesOf(entry.author),
  });
  const entitlements = new Map([...facts.entitlements, ...audience.changed()].map((one) => [entitlementKey(one), one]));
  const named = audience.ofHolders.size === 0 ? [] : countriesOf(payload);
  const predicted = {
    author: entry.author,
    position: NEXT,
    entitlements: [...entitlements.values()],
    countries: new Map([...named.map((country) => [country, NEXT] as const), ...facts.countries]),
    contestedAgencies: facts.contestedAgencies,
  };
  return audienceOf(predicted, reading.directory.all()).map((reader) => viewReader(reading, reader));
}

function viewReader({ directory }: ReadContext, { participant, rule, view, since }: Reader): ReaderView {
  const sinceBlock = since === null || since === NEXT ? null : blockOf(since);
  return { participant: referenceTo(directory, participant), rule, view, sinceBlock };
}
