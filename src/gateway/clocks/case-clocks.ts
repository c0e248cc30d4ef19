import type { CaseClocks, ClockProfile, ClockView } from "../../api/clock.ts";
import { formatDay } from "../../domain/clocks/calendar-day.ts";
import { caseEventsOf, type CaseEntry } from "../../domain/clocks/case-events-of.ts";
import { isCaseKind } from "../../domain/clocks/case-kind.ts";
import { CLOCK_STATES } from "../../domain/clocks/clock-state.ts";
import type { Clock } from "../../domain/clocks/clock.ts";
import { clocksOf } from "../../domain/clocks/clocks-of.ts";
import { describeClock } from "../../domain/clocks/describe-clock.ts";
import { describeUnrecorded } from "../../domain/clocks/describe-rule.ts";
import { LAPSE_EFFECTS } from "../../domain/clocks/lapse-effect.ts";
import { NO_ADVICE } from "../../domain/clocks/no-advice.ts";
import { isOfAgency, isPrivate, ORGANS, type Organ } from "../../domain/clocks/organ.ts";
import type { PreparedProfile } from "../../domain/clocks/prepared-profile.ts";
import { timeZone } from "../../domain/clocks/time-zone.ts";
import { parseInstant } from "../../domain/encoding/instant.ts";
import { fromJsonText } from "../../domain/encoding/json-text.ts";
import { ZERO_BYTES32, type Bytes32, type ParticipantId, type ShipmentId } from "../../domain/entry.ts";
import { countryFromBytes } from "../../domain/places/country-bytes.ts";
import { kindName } from "../../domain/rules/kind.ts";
import { readCases, type ProcessRecord } from "../../store/chain/cases.ts";
import { readEntriesOfCases, type CaseEntryRecord } from "../../store/chain/open-cases.ts";
import { visibilityOf, type Caller } from "../caller.ts";
import { payloadState, readableSummary } from "../read/entries.ts";
import { affectedParties } from "../read/affected-parties.ts";
import { referenceOrNull } from "../read/participants.ts";
import type { ReadContext } from "../read/read-context.ts";
import { readShipment } from "../read/shipments.ts";
import { prepareFor, profileWithDigest } from "./known-profiles.ts";
import type { CheckedProfile } from "./read-profile.ts";

/** A case with the identifier of its shipment, where the caller may read it. */
export interface IdentifiedCase extends ProcessRecord {
  readonly identifier: string | null;
}

/**
 * The clocks of each case of a shipment, for a reader who sees the shipment; closed cases included, oldest first.
 *
 * @throws PortolanError `ShipmentUnknown` if the shipment does not exist for the caller.
 */
export async function caseClocks(reading: ReadContext, caller: Caller, shipment: ShipmentId): Promise<CaseClocks[]> {
  const { identifier } = await readShipment(reading, caller, shipment);
  const cases = await readCases(reading.db, shipment);
  return clocksOfCases(
    reading,
    caller,
    cases.map((each) => ({ ...each, identifier })),
  );
}

/**
 * The clocks of cases that the caller sees. A date that an act fixes is in the act's payload, so a clock that depends on it
 * is unknown to a caller who may not read the payload.
 */
export async function clocksOfCases(
  reading: ReadContext,
  caller: Caller,
  cases: readonly IdentifiedCase[],
): Promise<CaseClocks[]> {
  if (cases.length === 0) return [];
  const holds = cases.map(({ hold }) => hold);
  const entries = Map.groupBy(await readEntriesOfCases(reading.db, visibilityOf(caller), holds), ({ hold }) => hold);
  const now = reading.now();
  return Promise.all(cases.map((each) => clocksOfCase(reading, each, entries.get(each.hold) ?? [], now)));
}

async function clocksOfCase(
  reading: ReadContext,
  customsCase: IdentifiedCase,
  records: readonly CaseEntryRecord[],
  now: number,
): Promise<CaseClocks> {
  const { hold, shipment, agency } = customsCase;
  const none = (absent: string): CaseClocks => ({ hold, shipment, profile: null, absent, clocks: [] });
  // The first entry is the Hold, which has the whole digest.
  const digest: Bytes32 = records[0]?.entry.refersTo ?? ZERO_BYTES32;
  if (digest === ZERO_BYTES32) return none("The Hold names no profile of clocks.");
  const checked = await profileWithDigest(digest);
  const prepared = checked && prepareFor(checked, countryFromBytes(customsCase.jurisdiction));
  if (checked === undefined || prepared === undefined)
    return none(`This gateway does not know the profile ${digest.slice(0, 10)} that the Hold names.`);

  const events = caseEventsOf(prepared, records.flatMap(toCaseEntry), agency);
  const profile = viewProfile(checked, prepared);
  return {
    hold,
    shipment,
    profile,
    absent: null,
    clocks: clocksOf(prepared, events, now, [...affectedParties(customsCase).keys()]).map((clock) =>
      viewClock(reading, { clock, customsCase, prepared, profile }),
    ),
  };
}

function toCaseEntry(record: CaseEntryRecord): CaseEntry[] {
  const { entry, recordedAt } = record;
  const kind = kindName(entry.kind);
  if (kind === undefined || !isCaseKind(kind)) return [];
  const respondBy = parseInstant(readableSummary(record)?.respondBy);
  const exemption = exemptionOf(record);
  const { author, counterparty, occurredAt } = entry;
  return [
    {
      kind,
      author,
      counterparty,
      occurredAt,
      recordedAt,
      ...(respondBy !== undefined && { respondBy }),
      ...(exemption !== undefined && { exemption }),
    },
  ];
}

/** The code of the exemption that a Hear states. It is a finding, which only the whole view opens. */
function exemptionOf(record: CaseEntryRecord): string | undefined {
  if (record.hearing === null || payloadState(record) !== "known") return undefined;
  const { "portolan:exemption": exemption } = fromJsonText(record.hearing);
  return typeof exemption === "string" ? exemption : undefined;
}

function viewProfile({ profile, digest, signer }: CheckedProfile, { place }: PreparedProfile): ClockProfile {
  const { id, version, title, draft } = profile;
  const unsigned = signer === null;
  return { id, version, title, digest, unsigned, draft, place: place.title, notice: unsigned ? NO_ADVICE : null };
}

interface ClockOfCase {
  readonly clock: Clock;
  readonly customsCase: IdentifiedCase;
  readonly prepared: PreparedProfile;
  readonly profile: ClockProfile;
}

function viewClock({ directory }: ReadContext, { clock, customsCase, prepared, profile }: ClockOfCase): ClockView {
  const { rule, party, state, start, end } = clock;
  const { hold, shipment, identifier } = customsCase;
  const whoIs = (organ: Organ) => referenceOrNull(directory, participantOf(organ, party, customsCase));
  const recorded = prepared.profile.recordedBy.filter(({ event }) => rule.acts.some((act) => act === event));
  return {
    id: `${hold}/${rule.code}/${party ?? "all"}`,
    about: "case",
    shipment,
    identifier,
    hold,
    matter: null,
    item: null,
    rule: rule.code,
    kind: rule.kind,
    what: rule.act,
    binds: ORGANS[rule.binds],
    serves: ORGANS[rule.serves],
    waitsFor: whoIs(rule.binds),
    protects: whoIs(rule.serves),
    since: start?.at ?? null,
    due: end?.at ?? null,
    lastDay: end === null ? null : formatDay(end.day),
    state,
    stateText: CLOCK_STATES[state],
    onLapse: LAPSE_EFFECTS[rule.onLapse],
    citation: rule.source.citation,
    acts: [...new Set(recorded.map(({ kind }) => kind))],
    why: [...describeClock(clock, timeZone(prepared.place.zone)), ...describeUnrecorded(rule, prepared.profile)],
    profile,
  };
}

/** The participant that an organ is in a case; 0 where the ledger does not know it. */
function participantOf(organ: Organ, party: ParticipantId | null, { agency, tribunal }: ProcessRecord): ParticipantId {
  if (isOfAgency(organ)) return agency;
  if (isPrivate(organ)) return party ?? 0;
  return organ === "court" ? tribunal : 0;
}
