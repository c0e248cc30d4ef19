import type { ActKind } from "../../../domain/cooperation/act-kind.ts";
import type { MatterId } from "../../../domain/cooperation/act.ts";
import {
  BASES,
  CAVEATS,
  codeNames,
  ENDINGS,
  OUTCOMES,
  SEAL_GROUNDS,
} from "../../../domain/cooperation/closed-lists.ts";
import { itemStateAt } from "../../../domain/cooperation/item.ts";
import { matterTypeOf, type MatterType } from "../../../domain/cooperation/matter-type.ts";
import { TIMED_REQUEST, waitsFor } from "../../../domain/cooperation/request-rules.ts";
import type { EntryHash, ParticipantId } from "../../../domain/entry.ts";
import { describeAct } from "./describe-act.ts";
import type { ProvenAct, ProvenMatter } from "./matter-report.ts";
import { codeWords, momentText } from "./story-words.ts";

/** A part of the story of a matter. */
export interface Chapter {
  readonly title: string;
  /** The matter, or the hash of the act that opened the handover or seal. */
  readonly subject: string;
  /** What follows from the acts, in sentences. */
  readonly summary: readonly string[];
  readonly lines: readonly { readonly act: ProvenAct; readonly text: string }[];
}

type Name = (id: ParticipantId) => string;
type Told = Pick<ProvenMatter, "acts" | "block" | "records">;

/**
 * Tells the history of a matter: the agreement with its parties and the times when it was in force, the request with its
 * clocks, each handover with the order of its steps, and each seal with its end. Everything follows from the proved acts.
 *
 * @param name gives a participant in words.
 */
export function tellMatter(proven: ProvenMatter, name: Name): Chapter[] {
  const chapters = proven.records.toReversed().map(({ matter }) => tellRecord(proven, matter, name));
  const opened = proven.acts.filter(({ hash, item }) => item?.hash === hash);
  return [...chapters, ...opened.map(({ hash }) => tellItem(proven, hash, name))];
}

const TITLES: Readonly<Record<MatterType, string>> = {
  agreement: "The agreement",
  request: "The request",
  journal: "The journal",
  jointCase: "The joint case",
};

function tellRecord(proven: Told, matter: MatterId, name: Name): Chapter {
  const acts = proven.acts.filter((act) => act.matter === matter);
  const record = proven.records.find((one) => one.matter === matter);
  const type = matterTypeOf(record?.record.state ?? "Unknown");
  const own = acts.filter(({ item }) => item === null);
  const summary =
    type === "agreement"
      ? [tellParties(acts, name), tellForce(proven, matter)]
      : type === "request"
        ? [tellRequest(proven, matter, name)]
        : [];
  return { title: TITLES[type], subject: matter, summary, lines: linesOf(own, name) };
}

const linesOf = (acts: readonly ProvenAct[], name: Name) => acts.map((act) => ({ act, text: describeAct(act, name) }));

/** Names the parties, and when each signed. The proposer signs with its proposal. */
function tellParties(acts: readonly ProvenAct[], name: Name): string {
  const signed = new Map<ParticipantId, number | null>();
  for (const { kind, author, counterparty, judgedAt } of acts) {
    if (kind === "Propose" || kind === "Sign") signed.set(author, judgedAt);
    if (kind === "Name" && counterparty !== null) signed.set(counterparty, null);
  }
  const parties = Array.from(signed, ([party, at]) =>
    at === null ? `${name(party)}, who has not signed` : `${name(party)}, who signed ${momentText(at)}`,
  );
  return `Parties: ${parties.join("; ")}.`;
}

/** Tells from when to when an agreement was in force, and what ended it. */
function tellForce({ acts, block, records }: Told, matter: MatterId): string {
  const { record, state } = records.find((one) => one.matter === matter) ?? {};
  const ends = momentText(record?.endsAt ?? 0);
  const ending = codeWords(ENDINGS[(record?.code ?? 0) - 1] ?? "");
  const { spans, since } = suspendedSpans(acts.filter((act) => act.matter === matter));
  if (state === "Ended") {
    if (since !== undefined) spans.push(`from ${momentText(since)} to ${ends}`);
    return `${spans.length === 0 ? "It was never in force." : `In force ${spans.join("; ")}.`} It ended ${ends} (${ending}).`;
  }
  if (since !== undefined) spans.push(`from ${momentText(since)} on, still at ${momentText(block.time)}`);
  const told = spans.length === 0 ? "It was never in force." : `In force ${spans.join("; ")}.`;
  return record === undefined || record.endsAt === 0 ? told : `${told} It ends ${ends} (${ending}).`;
}

/** The times in force that a suspension ended, and since when the agreement is in force after them. */
function suspendedSpans(acts: readonly ProvenAct[]): { readonly spans: string[]; readonly since: number | undefined } {
  const spans: string[] = [];
  let since: number | undefined;
  for (const { before, after, judgedAt } of acts) {
    if (before.state !== "InForce" && after.state === "InForce") since = judgedAt;
    if (before.state !== "InForce" || after.state === "InForce" || since === undefined) continue;
    spans.push(`from ${momentText(since)} to ${momentText(judgedAt)}, when it was suspended`);
    since = undefined;
  }
  return { spans, since };
}

function tellRequest({ block, records }: Told, matter: MatterId, name: Name): string {
  const record = records.find((one) => one.matter === matter)?.record;
  if (record === undefined) return "";
  const { state, endsAt, code, opener, answerer } = record;
  const sides = `${name(opener)} asked ${name(answerer)}.`;
  const outcome = OUTCOMES[code - 1];
  if (state === "Closed") return `${sides} The request is closed: ${outcome ?? "without an outcome"}.`;
  const waiting = waitsFor(record);
  const due = TIMED_REQUEST.includes(state)
    ? `, ${block.time >= endsAt ? "whose time ran out" : "whose time ends"} ${momentText(endsAt)}`
    : "";
  const open = waiting === undefined ? "" : ` It waits for ${name(waiting)}${due}.`;
  return `${sides} The request is open (${codeWords(state).trim()}).${open}`;
}

function tellItem({ acts, block }: Told, hash: EntryHash, name: Name): Chapter {
  const about = acts.filter((act) => act.item?.hash === hash || act.refersTo === hash);
  const item = about.findLast((act) => act.item?.hash === hash)?.item?.after;
  if (item === undefined) return { title: "", subject: hash, summary: [], lines: [] };
  const isSeal = item.recipient === 0;
  const state = itemStateAt(item, block.time);
  const now = codeWords(state).trim();
  const lines = linesOf(about, name);
  const caveats = codeNames(CAVEATS, item.caveats).map(codeWords).join(", ");
  const basis = codeWords(BASES[item.code - 1] ?? "");
  if (state === "Exhibited") {
    const summary = [`From ${name(item.author)} (${basis}), with the caveats: ${caveats || "none"}.`];
    return { title: "An exhibit", subject: hash, summary, lines };
  }
  if (isSeal) {
    const ended = about.find(({ kind }) => kind === "OpenSeal" || kind === "LapseSeal");
    const end =
      ended !== undefined
        ? `It ended ${momentText(ended.judgedAt)}: ${ended.kind === "OpenSeal" ? "opened by its author" : "run out"}.`
        : block.time < item.until
          ? "It had not ended at the file's block."
          : "Its end had passed at the file's block, and nobody had recorded that.";
    const ground = codeWords(SEAL_GROUNDS[item.code - 1] ?? "");
    const summary = [`Sealed by ${name(item.author)} until ${momentText(item.until)} (${ground}). ${end}`];
    return { title: "A seal", subject: hash, summary, lines };
  }
  const given = `From ${name(item.author)} to ${name(item.recipient)} (${basis}), with the caveats: ${caveats || "none"}. State: ${now}.`;
  return { title: "A handover", subject: hash, summary: [given, tellOrder(about, hash)], lines };
}

/** Tells in which order the caveats were signed, the content was released, and its receipt was confirmed. */
function tellOrder(acts: readonly ProvenAct[], hash: EntryHash): string {
  const at = (kind: ActKind) => acts.findIndex((act) => act.kind === kind && act.item?.hash === hash);
  const [signed, released, receipted] = [at("SignCaveats"), at("Release"), at("Receipt")];
  if (released < 0) return "The content was not released.";
  if (signed < 0 || signed > released) return "The content was released before the caveats were signed.";
  if (receipted < 0) return "The caveats were signed before the content was released. No receipt was recorded.";
  return receipted > released
    ? "The caveats were signed before the content was released, and it was released before its receipt was confirmed."
    : "The receipt was confirmed before the content was released.";
}
