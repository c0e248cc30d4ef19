import type { EntryHash, ParticipantId } from "../domain/entry.ts";
import type { Fact } from "../domain/errors/portolan-error.ts";

/**
 * The sentence of each finding. `{fact}` stands for a fact and `{#}` for all entries of the finding.
 * `{#1}` stands for its first entry, and `{#1 fact}` for that entry with a fact in parentheses.
 */
export const FINDINGS = {
  "offer-unanswered": "The offer {#1 since} to {offeredTo} has no answer within {limit}.",
  "time-gap": "No report for {seconds} (limit {limit}), from {#1 from} to {#2 until}.",
  "wrong-check-digit": "{identifier} in {#} has a wrong check digit: expected {expected}.",
  "seal-mismatch": "The seals differ in {#}: expected {expected}, found {found}.",
  "exception-reported": "{author} reported an exception in {#1}: {types}.",
  "event-not-allowed": "The ledger did not allow the {meant} of the EPCIS event {#1}: {reason}",
  "child-unaccounted": "No entry accounts for the unloading of {children}, inside since {#1 since}.",
  "times-out-of-order": "{#2 occurredAt} follows {#1 earlier}, but is dated earlier.",
  "event-time-differs": "The entry {#1 occurredAt} contains an event of another time: {eventTime}.",
  "served-before-hold": "The notice {#2 servedAt} was served before the goods were held {#1 heldAt}.",
  "served-in-future": "The notice {#1 recordedAt} states a service that was still to come: {servedAt}.",
  "term-before-service": "The time to respond to {#1 servedAt} ends before the service: {respondBy}.",
  "term-over": "The time to respond to {#1 recordedAt} had ended before the notice was recorded: {respondBy}.",
  "held-without-notice": "{agency} opened a case in {#1 openedAt} and has not served notice for {seconds}.",
  "held-elsewhere":
    "{agency} of {jurisdiction} opened a case in {#1}, but the goods were last recorded in {country}, by {#2}.",
  "payload-erased": "The authors erased the payloads of {#}.",
  "payload-unknown": "This gateway never received the payloads of {#}.",
  "payload-withheld": "Your part in the shipment opens nothing, or only a part, of the payloads of {#}.",
  "payload-awaited": "The payloads of {#} have not arrived, although this gateway asks for them since {since}.",
  "payload-not-held": "No member that this gateway asked holds the payloads of {#}, missing since {since}.",
  "payload-refused": "{holder} does not give the payloads of {#}: its rule at block {height} is {rule}.",
  "payload-sealed": "This gateway lacks the key {key}, to which {holder} sealed the payloads of {#}.",
  "interest-claimed":
    "{agency} recorded {#}, although no holder of the shipment named its country. It reads no payload.",
} as const;

export type FindingCode = keyof typeof FINDINGS;

/** The facts that need formatting. Times are Unix seconds, spans are seconds, participants are ids. */
const FACTS: Readonly<Record<string, "time" | "span" | "participant" | "word">> = {
  from: "time",
  until: "time",
  since: "time",
  openedAt: "time",
  occurredAt: "time",
  earlier: "time",
  eventTime: "time",
  heldAt: "time",
  recordedAt: "time",
  servedAt: "time",
  respondBy: "time",
  seconds: "span",
  limit: "span",
  offeredTo: "participant",
  author: "participant",
  agency: "participant",
  holder: "participant",
  types: "word",
};

/** Formats the parts of a finding's sentence. */
export interface FindingFormat<Entry> {
  /** @param at Unix seconds */
  readonly time: (at: number) => string;
  readonly span: (seconds: number) => string;
  readonly participant: (id: ParticipantId) => string;
  /** @param word a code word of a payload, e.g. an exception type */
  readonly word: (word: string) => string;
  readonly entry: (hash: EntryHash) => Entry;
}

/** Collects the participants that a trace names, by id. */
export function participantsIn<Named extends { readonly id: ParticipantId }>(trace: {
  readonly entries: readonly { readonly author: Named | null; readonly counterparty: Named | null }[];
  readonly cases: readonly { readonly agency: Named | null }[];
}): ReadonlyMap<ParticipantId, Named> {
  const named = [
    ...trace.entries.flatMap(({ author, counterparty }) => [author, counterparty]),
    ...trace.cases.map(({ agency }) => agency),
  ];
  return new Map(named.filter((one) => one !== null).map((one) => [one.id, one]));
}

interface Found {
  readonly facts: Readonly<Record<string, Fact>>;
  readonly entries: readonly EntryHash[];
}

/**
 * Fills the placeholders of a finding's sentence and returns its parts in order.
 *
 * @param sentence a sentence of {@link FINDINGS}, or its translation
 */
export function sayFinding<Entry>(sentence: string, found: Found, format: FindingFormat<Entry>): (string | Entry)[] {
  const sayFact = (name: string): string => {
    const fact = found.facts[name] ?? [];
    const form = FACTS[name];
    if (typeof fact === "number" && form !== undefined && form !== "word") return format[form](fact);
    const words = Array.isArray(fact) ? fact : [String(fact)];
    return (form === "word" ? words.map(format.word) : words).join(", ") || "–";
  };
  const sayEntries = (position: string, name: string | undefined): (string | Entry)[] => {
    const all = found.entries.map(format.entry);
    const shown = position === "" ? all : all.slice(Number(position) - 1, Number(position));
    const listed = shown.flatMap((entry, index) => (index === 0 ? [entry] : [", ", entry]));
    if (name === undefined) return listed;
    return listed.length === 0 ? [sayFact(name)] : [...listed, ` (${sayFact(name)})`];
  };
  // The capturing group makes texts and placeholders alternate in the result of `split`.
  return sentence.split(/\{([^{}]+)\}/).flatMap((part, index): (string | Entry)[] => {
    if (index % 2 === 0) return [part];
    const [first = "", name] = part.split(" ");
    return first.startsWith("#") ? sayEntries(first.slice(1), name) : [sayFact(first)];
  });
}
