import type { CaseDetail, CaseEvent, Withheld } from "../../api/case-detail.ts";
import { audienceOf } from "../../domain/audience/audience-of.ts";
import { openClasses } from "../../domain/audience/open-classes.ts";
import { caseSentence } from "../../domain/cases/case-sentence.ts";
import { isCaseKind } from "../../domain/clocks/case-kind.ts";
import { fromJsonText } from "../../domain/encoding/json-text.ts";
import type { EntryHash } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { membersOf } from "../../domain/payload/field-class.ts";
import type { PortolanMember } from "../../domain/payload/portolan-members.ts";
import { kindOf } from "../../domain/rules/kind.ts";
import { readAudienceFacts } from "../../store/access/audience-rows.ts";
import { readCaseRecord, type ProcessRecord } from "../../store/chain/cases.ts";
import { readEntriesAboutCase, type AboutCaseRecord } from "../../store/chain/entries.ts";
import { visibilityOf, type Caller } from "../caller.ts";
import { clocksOfCases } from "../clocks/case-clocks.ts";
import { viewCase } from "../read/cases.ts";
import { heldOf, noteOpened, payloadState, viewOf } from "../read/entries.ts";
import { referenceOrNull } from "../read/participants.ts";
import { readShipment } from "../read/shipments.ts";
import type { ActionContext } from "../work/actions.ts";
import { caseActions } from "./case-actions.ts";
import { partOf, sayPart, sayState } from "./case-facts.ts";
import { namer } from "./namer.ts";

/** The most entries of a case that one answer has. */
const ENTRIES = 200;

/**
 * Reads one case as the caller may see it: what is alleged and by whom, what happened, what the caller may do now, and how
 * much is withheld from it.
 *
 * @throws PortolanError `CaseUnknown` if the case does not exist for the caller.
 */
export async function readCase(acting: ActionContext, caller: Caller, hold: EntryHash): Promise<CaseDetail> {
  const record = await readCaseRecord(acting.db, hold);
  if (record === undefined) throw new PortolanError("CaseUnknown", { hold });
  const { identifier } = await readShipment(acting, caller, record.shipment).catch((error: unknown) => {
    if (PortolanError.is(error, "ShipmentUnknown")) throw new PortolanError("CaseUnknown", { hold });
    throw error;
  });
  const visibility = visibilityOf(caller);
  const found = await readEntriesAboutCase(acting.db, visibility, record.shipment, hold, ENTRIES + 1);
  const events = await viewEvents(acting, caller, record, found.slice(0, ENTRIES));
  const [clocks] = await clocksOfCases(acting, caller, [{ ...record, identifier }]);
  if (clocks === undefined) throw new Error(`no clocks for case ${hold}`);
  const part = partOf(record, caller);
  return {
    ...viewCase(acting, record),
    identifier,
    part,
    partText: sayPart(part),
    state: sayState(record, namer(acting)),
    ...tell(events, record.agency),
    events,
    more: found.length > ENTRIES,
    withheld: countWithheld(events),
    actions: await caseActions(acting, caller, record),
    clocks,
  };
}

async function viewEvents(
  reading: ActionContext,
  caller: Caller,
  { shipment, agency }: ProcessRecord,
  records: readonly AboutCaseRecord[],
): Promise<CaseEvent[]> {
  const facts = await readAudienceFacts(reading.db, shipment);
  const { participant: id, roles, jurisdiction } = caller;
  const agencies = reading.directory.all().filter((one) => one.id !== id && facts.contestedAgencies.includes(one.id));
  const known = [{ id, roles, jurisdiction }, ...agencies];
  return records.flatMap((record) => {
    const { entry, body } = record;
    const kind = kindOf(entry.kind);
    if (!isCaseKind(kind)) return [];
    noteOpened(reading, record, shipment);
    const reader = audienceOf({ ...facts, author: entry.author, position: record.position }, known).find(
      ({ participant }) => participant === id,
    );
    const state = payloadState(record);
    const isOpen = body !== null && (state === "known" || state === "partial");
    const whole = isOpen ? fromJsonText(body) : undefined;
    const given = whole && membersOf(whole, openClasses(viewOf(record), heldOf(record)));
    return {
      entry: record.hash,
      kind,
      author: referenceOrNull(reading.directory, entry.author),
      counterparty: referenceOrNull(reading.directory, entry.counterparty),
      occurredAt: entry.occurredAt,
      recordedAt: record.recordedAt,
      sentence: caseSentence({ kind, author: entry.author, counterparty: entry.counterparty }, agency, namer(reading)),
      rule: reader?.rule ?? null,
      view: viewOf(record),
      payload: state,
      given: given ?? null,
      hidden: whole && given && heldOf(record) === "all" ? Object.keys(whole).length - Object.keys(given).length : null,
      supersededBy: record.successor,
    };
  });
}

/** A text that the caller may read in an entry's payload. */
function said({ given }: Pick<CaseEvent, "given">, member: PortolanMember): string | null {
  const value = given?.[member];
  return typeof value === "string" ? value : null;
}

/** What the entries of a case tell, in the order in which a person asks. */
function tell(
  events: readonly CaseEvent[],
  agency: number,
): Pick<CaseDetail, "charge" | "measure" | "notices" | "hearings" | "remedies"> {
  const of = (...kinds: readonly CaseEvent["kind"][]) => events.filter(({ kind }) => kinds.includes(kind));
  const [hold] = of("Hold");
  const [charge] = of("Charge");
  return {
    charge: charge
      ? {
          entry: charge.entry,
          recordedAt: charge.recordedAt,
          facts: said(charge, "portolan:facts"),
          law: said(charge, "portolan:legalBasis"),
        }
      : null,
    measure: {
      reason: hold === undefined ? null : said(hold, "portolan:reason"),
      law: hold === undefined ? null : said(hold, "portolan:legalBasis"),
    },
    notices: of("Notice").map((notice) => ({
      entry: notice.entry,
      to: notice.counterparty,
      recordedAt: notice.recordedAt,
      servedAt: said(notice, "portolan:servedAt"),
      servedHow: said(notice, "portolan:servedHow"),
      respondBy: said(notice, "portolan:respondBy"),
      respondTo: said(notice, "portolan:respondTo"),
      measure: said(notice, "portolan:measure"),
      reason: said(notice, "portolan:reason"),
      law: said(notice, "portolan:legalBasis"),
      rights: said(notice, "portolan:rights"),
      language: said(notice, "portolan:language"),
    })),
    hearings: of("Hear").map((hear) => ({
      entry: hear.entry,
      hearing: hear.author?.id !== agency ? "waived" : hear.counterparty === null ? "exempt" : "heard",
      of: hear.author?.id === agency ? hear.counterparty : hear.author,
      recordedAt: hear.recordedAt,
      evidence: said(hear, "portolan:evidence"),
      exemption: said(hear, "portolan:exemption"),
      law: said(hear, "portolan:legalBasis"),
    })),
    remedies: remediesOf(events),
  };
}

/** Each contest and appeal with the decision that followed. A Contest begins at the first instance, an Appeal goes on. */
function remediesOf(events: readonly CaseEvent[]): CaseDetail["remedies"] {
  let instance = 0;
  return events.flatMap((event, index) => {
    const { kind } = event;
    if (kind !== "Contest" && kind !== "Appeal") return [];
    instance = kind === "Contest" ? 1 : instance + 1;
    const next = events.slice(index + 1).find((one) => ["Uphold", "Annul", "Contest", "Appeal"].includes(one.kind));
    const decided = next?.kind === "Uphold" || next?.kind === "Annul" ? { ...next, kind: next.kind } : undefined;
    return {
      entry: event.entry,
      kind,
      by: event.author,
      to: event.counterparty,
      instance,
      recordedAt: event.recordedAt,
      grounds: said(event, "portolan:reason"),
      decision:
        decided === undefined
          ? null
          : {
              entry: decided.entry,
              kind: decided.kind,
              by: decided.author,
              recordedAt: decided.recordedAt,
              reason: said(decided, "portolan:reason"),
              law: said(decided, "portolan:legalBasis"),
            },
    };
  });
}

const WITHHELD_TEXTS = {
  audience: "The rules of reading open nothing, or only a part, of these payloads to you.",
  erased: "Their authors erased these payloads. The ledger keeps their commitments.",
  notHeld: "This gateway does not hold these payloads, or holds only a part of them.",
} as const satisfies Record<Withheld["reason"], string>;

/** Counts what the caller cannot read, by reason and rule. */
function countWithheld(events: readonly CaseEvent[]): CaseDetail["withheld"] {
  const absent = events.filter(({ payload }) => payload !== "known");
  const groups = Map.groupBy(absent, (event) => `${reasonOf(event)} ${event.rule ?? ""}`);
  const reasons = Array.from(groups.values(), (group): Withheld => {
    const [first] = group;
    const reason = first === undefined ? "notHeld" : reasonOf(first);
    return {
      reason,
      rule: first?.rule ?? null,
      text: WITHHELD_TEXTS[reason],
      payloads: group.length,
      members: group.reduce((sum, { hidden }) => sum + (hidden ?? 0), 0),
      entries: group.map(({ entry }) => entry),
    };
  });
  return {
    payloads: absent.length,
    members: reasons.reduce((sum, { members }) => sum + members, 0),
    reasons,
  };
}

function reasonOf({ payload, view }: CaseEvent): Withheld["reason"] {
  if (payload === "erased") return "erased";
  return view === "all" ? "notHeld" : "audience";
}
