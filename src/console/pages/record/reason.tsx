import { LEDGER_ERRORS } from "../../../domain/errors/ledger.errors.ts";
import type { Failure } from "../../../domain/errors/failure.ts";
import { problemIfAny, withFacts } from "../../texts/say-problem.ts";

/** A refusal of the ledger and its remedy, in the API's words if the catalogue does not translate them. */
export function Reason({ of: { code, facts } }: { readonly of: Failure }) {
  const known = isLedgerError(code) ? LEDGER_ERRORS[code] : undefined;
  if (known === undefined) return <p>{code}</p>;
  return (
    <>
      <p>{problemIfAny(code, facts, "") ?? withFacts(known.sentence, facts)}</p>
      <p>{problemIfAny(code, facts, ".remedy") ?? withFacts(known.remedy, facts)}</p>
    </>
  );
}

const isLedgerError = (code: string): code is keyof typeof LEDGER_ERRORS => Object.hasOwn(LEDGER_ERRORS, code);
