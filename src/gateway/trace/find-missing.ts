import type { Finding } from "../../api/finding.ts";
import { childUnaccounted } from "./findings/child-unaccounted.ts";
import { eventNotAllowed } from "./findings/event-not-allowed.ts";
import { exceptionReported } from "./findings/exception-reported.ts";
import { heldWithoutNotice } from "./findings/held-without-notice.ts";
import { offerUnanswered } from "./findings/offer-unanswered.ts";
import { payloadMissing } from "./findings/payload-missing.ts";
import { sealMismatch } from "./findings/seal-mismatch.ts";
import { timeGap } from "./findings/time-gap.ts";
import { timesOutOfOrder } from "./findings/times-out-of-order.ts";
import type { Traced } from "./traced.ts";

const FINDERS: readonly ((traced: Traced) => readonly Finding[])[] = [
  offerUnanswered,
  timeGap,
  sealMismatch,
  exceptionReported,
  eventNotAllowed,
  childUnaccounted,
  timesOutOfOrder,
  heldWithoutNotice,
  payloadMissing,
];

/** Everything that is missing from a trace or does not agree in it. */
export function findMissing(traced: Traced): Finding[] {
  const findings: Finding[] = [];
  for (const find of FINDERS) findings.push(...find(traced));
  return findings;
}
