import type { Finding } from "../../api/finding.ts";
import { interestClaimed } from "./claim-findings.ts";
import { childUnaccounted, heldWithoutNotice, offerUnanswered } from "./custody-findings.ts";
import { eventNotAllowed, exceptionReported, payloadMissing, sealMismatch } from "./payload-findings.ts";
import { wrongCheckDigits } from "./identifier-findings.ts";
import { heldElsewhere } from "./competence-findings.ts";
import { noticeTimes } from "./notice-findings.ts";
import { eventTimeDiffers, timeGap, timesOutOfOrder } from "./time-findings.ts";
import type { TraceInput } from "./trace-input.ts";

const FINDERS: readonly ((traced: TraceInput) => readonly Finding[])[] = [
  offerUnanswered,
  timeGap,
  wrongCheckDigits,
  sealMismatch,
  exceptionReported,
  eventNotAllowed,
  childUnaccounted,
  timesOutOfOrder,
  eventTimeDiffers,
  heldWithoutNotice,
  noticeTimes,
  heldElsewhere,
  interestClaimed,
  payloadMissing,
];

/** Finds all gaps, contradictions and reported exceptions of a trace. */
export function findMissing(traced: TraceInput): Finding[] {
  const findings: Finding[] = [];
  for (const find of FINDERS) findings.push(...find(traced));
  return findings;
}
