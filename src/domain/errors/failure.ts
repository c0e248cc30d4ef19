import { PortolanError, type Facts } from "./portolan-error.ts";
import type { ErrorCode } from "./table.ts";

/** An error as data: the reason why a draft was not accepted or an entry was not recorded. */
export type Failure = Pick<PortolanError, "code" | "facts">;

/** The error of a failure. Its facts come from an error of the same code, so they have the right types. */
export function failureToError<Code extends ErrorCode>({
  code,
  facts,
}: Failure & { readonly code: Code }): PortolanError<Code> {
  return new PortolanError(code, facts as Facts<Code>);
}
