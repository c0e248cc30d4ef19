import type { ActKind } from "../../../domain/cooperation/act-kind.ts";
import { TIMED_REQUEST, waitsFor } from "../../../domain/cooperation/request-rules.ts";
import type { ParticipantId } from "../../../domain/entry.ts";
import type { ProvenAct } from "./matter-report.ts";
import { codeWords, dayOf, momentText } from "./story-words.ts";

/** Sentence of each kind of act. */
const SENTENCES: Readonly<Record<ActKind, string>> = {
  Propose: "{author} proposed the agreement. Measures: {codes}. Notice of a denunciation: {period}.",
  Name: "{author} named {other} as a party.",
  Sign: "{author} signed the terms.",
  Suspend: "{author} suspended the agreement.",
  Resume: "{author} lifted its suspension.",
  Denounce: "{author} denounced the agreement. It ends {ends}.",
  Ask: "{author} asked {other}. Measure: {code}. Time to answer: {period}.",
  Receive: "{author} confirmed that it received the request.",
  Return: "{author} returned the request as incomplete.",
  Complete: "{author} completed the request.",
  Accept: "{author} accepted the request.",
  Refuse: "{author} refused the request. Ground: {code}.",
  Postpone: "{author} postponed the request. Reason: {code}.",
  Delay: "{author} told a delay. Reason: {code}.",
  Answer: "{author} answered the request.",
  Close: "{author} closed the request. Outcome: {code}.",
  Offer: "{author} offered a handover to {other}. Basis: {code}. Caveats: {codes}. Offered until {until}.",
  SignCaveats: "{author} signed the caveats: {codes}.",
  Decline: "{author} declined the handover.",
  Release: "{author} released the content.",
  Receipt: "{author} confirmed that it received exactly what was offered.",
  Dispute: "{author} disputed that it received what was offered.",
  Consent: "{author} consented to passing it on to {other}.",
  Onward: "{author} offered it onward to {other}. Basis: {code}. Caveats: {codes}. Offered until {until}.",
  Recall: "{author} recalled it, to be erased by {until}.",
  Erase: "{author} declared that it erased its copy.",
  RefuseErasure: "{author} kept its copy. Ground: {code}.",
  Seal: "{author} sealed until {until}. Ground: {code}.",
  ExtendSeal: "{author} extended the seal until {until}. Ground: {code}.",
  OpenSeal: "{author} opened the seal.",
  LapseSeal: "{author} recorded that the seal ran out.",
  Anchor: "{author} anchored a digest: {code}.",
  Convene: "{author} convened the joint case until {until}. Its task: {code}.",
  Invite: "{author} invited {other}. Task: {code}.",
  Join: "{author} joined, by signing the terms.",
  Prolong: "{author} agreed to a later end. Added: {period}.",
  Leave: "{author} left the joint case.",
  Exhibit: "{author} contributed an exhibit. Basis: {code}. Caveats: {codes}.",
  Derive: "{author} derived an exhibit from another. Caveats: {codes}.",
  Conclude: "{author} concluded the joint case.",
};

/**
 * Describes an act by the sentence of its kind, and by what the rules made of it: whether it was late, whether the agreement
 * came into force, and who is to act next by when.
 */
export function describeAct(act: ProvenAct, name: (id: ParticipantId) => string): string {
  const { kind, author, counterparty, code, codes, until, period, before, after, judgedAt } = act;
  const words: Readonly<Record<string, string>> = {
    author: name(author),
    other: counterparty === null ? "" : name(counterparty),
    code: code === null ? "" : codeWords(code),
    codes: codes.length === 0 ? "none" : codes.map(codeWords).join(", "),
    until: until === null ? "" : momentText(until),
    period: period === null ? "" : dayOf(period),
    ends: momentText(after.endsAt),
  };
  const told = SENTENCES[kind].replace(/\{(\w+)\}/g, (_, word: string) => words[word] ?? "");
  const isLate = TIMED_REQUEST.includes(before.state) && before.state !== after.state && judgedAt >= before.endsAt;
  const waiting = waitsFor(after);
  const hasClock = act.item === null && TIMED_REQUEST.includes(after.state) && waiting !== undefined;
  return [
    told,
    ...(isLate ? [`The time to act had run out ${momentText(before.endsAt)}.`] : []),
    ...(before.state !== "InForce" && after.state === "InForce" ? ["The agreement is in force from then on."] : []),
    ...(hasClock ? [`${name(waiting)} is to act by ${momentText(after.endsAt)}.`] : []),
  ].join(" ");
}
