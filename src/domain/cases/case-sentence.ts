import type { CaseKind } from "../clocks/case-kind.ts";
import type { ParticipantId } from "../entry.ts";

/** The parts of a recorded entry about a case that its sentence names. */
export interface CaseStep {
  readonly kind: CaseKind;
  readonly author: ParticipantId;
  /** `null` or 0 without one. */
  readonly counterparty: ParticipantId | null;
}

const SENTENCES: Readonly<Record<Exclude<CaseKind, "Hear">, string>> = {
  Hold: "{author} holds the goods and opened the case.",
  Inspect: "{author} inspected the goods.",
  Notice: "{author} recorded that it served notice on {other}.",
  Charge: "{author} stated what it alleges, and under which law.",
  Contest: "{author} contested the measure.",
  Uphold: "{author} decided that the measure stands.",
  Annul: "{author} decided that the measure falls. That closed the case.",
  Appeal: "{author} appealed to {other}.",
  Lapse: "{author} recorded that a time ran out.",
  Seize: "{author} seized the goods.",
  Release: "{author} released the goods. That closed the case.",
  Forfeit: "{author} declared the goods forfeited. That closed the case.",
};

/**
 * Says what an entry about a case records, by the ledger's fields alone.
 *
 * @param agency the agency of the case, which decides what a Hear means.
 */
export function caseSentence(step: CaseStep, agency: ParticipantId, nameOf: (id: ParticipantId) => string): string {
  const { kind, author, counterparty } = step;
  const other = counterparty === null || counterparty === 0 ? "" : nameOf(counterparty);
  const sentence = kind === "Hear" ? hearing(author === agency, other !== "") : SENTENCES[kind];
  const words: Readonly<Record<string, string>> = { author: nameOf(author), other };
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => words[name] ?? "");
}

/** The agency names whom it heard, and nobody for an exemption. A party speaks only for itself. */
function hearing(byAgency: boolean, isAddressed: boolean): string {
  if (!byAgency) return "{author} waived its hearing.";
  return isAddressed
    ? "{author} recorded that it heard {other}."
    : "{author} stated that the law exempts the case from a hearing.";
}
