import { LEDGER_ERRORS } from "../../../domain/errors/ledger.errors.ts";
import type { Fact } from "../../../domain/errors/portolan-error.ts";
import type { Failure } from "../../../domain/submission.ts";
import { textIfAny } from "../../texts/text.ts";

/** Why the ledger refuses something, and what can be done: the API's own words, with names where people have them. */
export function Reason({ of: { code, facts } }: { readonly of: Failure }) {
  const known = code in LEDGER_ERRORS ? LEDGER_ERRORS[code as keyof typeof LEDGER_ERRORS] : undefined;
  if (known === undefined) return <p>{code}</p>;
  const fill = (words: string) => words.replace(/\{(\w+)\}/g, (_, name: string) => factText(facts[name] ?? ""));
  return (
    <>
      <p>{fill(known.sentence)}</p>
      <p>{fill(known.remedy)}</p>
    </>
  );
}

/** A hash or id is shortened, as everywhere; phases and roles are called as people call them. */
function factText(fact: Fact): string {
  if (Array.isArray(fact)) return fact.map(factText).join(", ");
  const said = String(fact);
  if (/^0x[0-9a-f]{64}$/.test(said)) return `${said.slice(0, 8)}…${said.slice(-6)}`;
  return textIfAny(`phase.${said}`) ?? textIfAny(`role.${said}`) ?? said;
}
