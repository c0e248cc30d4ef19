import { LEDGER_ERRORS } from "../../../domain/errors/ledger.errors.ts";
import type { Failure } from "../../../domain/errors/failure.ts";
import { problemIfAny, withFacts } from "../../texts/say-problem.ts";

/** Why the ledger refuses something, and what can be done: in the API's own words where the catalogue has none. */
export function Reason({ of: { code, facts } }: { readonly of: Failure }) {
  const known = code in LEDGER_ERRORS ? LEDGER_ERRORS[code as keyof typeof LEDGER_ERRORS] : undefined;
  if (known === undefined) return <p>{code}</p>;
  return (
    <>
      <p>{problemIfAny(code, facts, "") ?? withFacts(known.sentence, facts)}</p>
      <p>{problemIfAny(code, facts, ".remedy") ?? withFacts(known.remedy, facts)}</p>
    </>
  );
}
