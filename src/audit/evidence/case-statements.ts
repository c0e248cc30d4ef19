import { caseSentence } from "../../domain/cases/case-sentence.ts";
import { isCaseKind, LAST_KINDS } from "../../domain/clocks/case-kind.ts";
import type { EntryHash, ParticipantId } from "../../domain/entry.ts";
import type { ProvenEntry, ProvenHistory, Statement } from "./evidence-report.ts";

/** The most entries of one case that its story names one by one. */
const NAMED = 100;

/** Names participants by their numbers: the ledger holds no names. */
const nameOf = (id: ParticipantId): string => `participant ${id}`;

/**
 * Tells each case of a file's shipment: who did what when, and what follows from the rules for a forfeiture. Every
 * sentence is derived from verified entries and their replay, none from a stated text.
 */
export function caseStatements({ shipment, entries }: ProvenHistory): Statement[] {
  const own = entries.filter((entry) => entry.shipment === shipment);
  return own
    .filter(({ kind }) => kind === "Hold")
    .flatMap((hold) => statementsOf(hold, [hold, ...own.filter((entry) => isAbout(entry, hold.hash))]));
}

/** A Hold refers to its profile, whose digest could be any bytes. */
function isAbout({ kind, refersTo }: ProvenEntry, hold: EntryHash): boolean {
  return refersTo === hold && isCaseKind(kind) && kind !== "Hold";
}

function statementsOf(hold: ProvenEntry, entries: readonly ProvenEntry[]): Statement[] {
  const title = `Case ${hold.hash.slice(0, 10)}`;
  const steps = entries.slice(0, NAMED).flatMap((entry): Statement[] => {
    const { kind, hash } = entry;
    if (!isCaseKind(kind)) return [];
    const sentence = caseSentence({ ...entry, kind }, hold.author, nameOf);
    return [{ code: "case", text: `${title}, ${when(entry)}: ${sentence}`, entries: [hash] }];
  });
  const rest = entries.length - NAMED;
  if (rest > 0)
    steps.push({
      code: "case",
      text: `${title}: ${rest} further entries, which the list of entries has.`,
      entries: entries.slice(NAMED).map(({ hash }) => hash),
    });
  return [...steps, outcomeOf(title, entries)];
}

/** The replay refused the file if the ledger's rules for a forfeiture had not been kept. */
function outcomeOf(title: string, entries: readonly ProvenEntry[]): Statement {
  const last = entries.find(({ kind }) => isCaseKind(kind) && LAST_KINDS.includes(kind));
  const all = entries.map(({ hash }) => hash);
  if (last === undefined)
    return { code: "caseOpen", text: `${title} is open in the state that the file proves.`, entries: all };
  if (last.kind !== "Forfeit")
    return { code: "caseEnded", text: `${title} ended without a forfeiture, by ${last.kind}.`, entries: all };
  const timed =
    last.recordedAt !== null && entries.every(({ recordedAt }) => recordedAt !== null)
      ? "and the time for a remedy had ended"
      : "and whether the time for a remedy had ended is not proved, as the file lacks the time of a block";
  return {
    code: "caseForfeited",
    text: `${title} ended with a forfeiture. Before it stood a charge, a notice to each affected party, and for each its hearing, its waiver or an exemption; no remedy was open, ${timed}.`,
    entries: all,
  };
}

function when({ recordedAt, occurredAt }: ProvenEntry): string {
  const stated = recordedAt ?? occurredAt;
  const time = new Date(stated * 1_000).toISOString().replace(".000Z", "Z");
  return recordedAt === null ? `${time} as its author states` : `recorded ${time}`;
}
