import type { ParticipantReference, ParticipantView } from "../../../api/participant.ts";
import { COOPERATION_ERRORS } from "../../../domain/errors/cooperation.errors.ts";
import type { Fact } from "../../../domain/errors/portolan-error.ts";
import { problemIfAny, withFacts } from "../../texts/say-problem.ts";
import { textIfAny } from "../../texts/text.ts";
import { dateTime } from "../../times/format-time.ts";
import { DIRECTIONS } from "../../../domain/cooperation/closed-lists.ts";

type Facts = Readonly<Record<string, Fact>>;
type Names = readonly (ParticipantReference | ParticipantView)[];

const TIMES = new Set(["until", "earliest", "latest", "due", "time", "endsAt", "occurredAt"]);
const PARTICIPANTS = new Set(["author", "entitled", "participant", "recipient", "consentTo", "counterparty"]);

interface ActReasonProps {
  readonly of: { readonly code: string; readonly facts: Facts };
  readonly participants: Names;
}

/** A refusal of the ledger of cooperation and its remedy, with names, states and times in words. */
export function ActReason({ of: { code, facts }, participants }: ActReasonProps) {
  const known = isCooperationError(code) ? COOPERATION_ERRORS[code] : undefined;
  if (known === undefined) return <p>{code}</p>;
  const said = Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, sayFact(name, fact, participants)]),
  );
  return (
    <>
      <p>{problemIfAny(code, said, "") ?? withFacts(known.sentence, said)}</p>
      <p className="soft">{problemIfAny(code, said, ".remedy") ?? withFacts(known.remedy, said)}</p>
    </>
  );
}

function sayFact(name: string, fact: Fact, participants: Names): Fact {
  if (Array.isArray(fact)) return fact.map((one: string) => sayWord(one));
  if (TIMES.has(name)) return dateTime(Number(fact));
  if (PARTICIPANTS.has(name)) return participants.find(({ id }) => id === fact)?.name ?? `№ ${String(fact)}`;
  if (name === "direction") return sayWord(DIRECTIONS[Number(fact) - 1] ?? "");
  return typeof fact === "string" ? sayWord(fact) : fact;
}

const sayWord = (word: string): string => textIfAny(`matterState.${word}`) ?? textIfAny(`code.${word}`) ?? word;

const isCooperationError = (code: string): code is keyof typeof COOPERATION_ERRORS =>
  Object.hasOwn(COOPERATION_ERRORS, code);
