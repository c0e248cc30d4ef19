import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { describeViolation } from "../event/violation.ts";
import type { JobProblem } from "./job-problem.ts";

/** Makes the error of one event. @param problems several violations of the standard, or one other problem. */
export function problemsToError(problems: readonly JobProblem[]): PortolanError {
  const other = problems.find(({ exception }) => exception !== "ValidationException");
  if (other === undefined) {
    const violations = problems.map(({ pointer, detail: reason }) => describeViolation({ pointer, reason }));
    return new PortolanError("EpcisEventInvalid", { problems: violations });
  }
  const { exception, eventID = "", detail } = other;
  if (exception === "ResourceAlreadyExistsException") return new PortolanError("EpcisEventExists", { event: eventID });
  return new PortolanError("EpcisEventUnrecordable", { event: eventID, reason: `it ${detail}` });
}
