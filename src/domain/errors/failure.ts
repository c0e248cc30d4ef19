import { PortolanError, type Facts } from "./portolan-error.ts";
import type { ErrorCode } from "./table.ts";

/** An error as data: why a draft was not accepted, or an entry not recorded. */
export type Failure = Pick<PortolanError, "code" | "facts">;

/** The error that a failure stands for. Its facts were those of an error, so that they fit its code. */
export function failureToError<Code extends ErrorCode>({
  code,
  facts,
}: Failure & { readonly code: Code }): PortolanError<Code> {
  return new PortolanError(code, facts as Facts<Code>);
}
