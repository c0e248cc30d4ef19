import { LEDGER_ERRORS } from "../../domain/errors/ledger.errors.ts";
import { RECORD_ERRORS } from "../../domain/errors/record.errors.ts";
import { PAYLOAD_ERRORS } from "../../domain/errors/payload.errors.ts";
import type { ErrorCode } from "../../domain/errors/table.ts";
import { PROBLEM_STATUS } from "../../api/problem-status.ts";

const CHECKS = [
  ...Object.keys(LEDGER_ERRORS),
  ...Object.keys(PAYLOAD_ERRORS),
  ...Object.keys(RECORD_ERRORS),
] as ErrorCode[];

/** The errors of recording an entry: ledger rules, payload, identifiers and queue limits. */
export const RECORDING_PROBLEMS: readonly ErrorCode[] = [
  ...CHECKS.filter((code) => PROBLEM_STATUS[code] !== 500),
  "EntryFieldInvalid",
  "ShipmentUnknown",
  "EntryUnknown",
  "NoKeyForParticipant",
  "IdempotencyKeyReused",
  "GatewayBusy",
  "TooManyUnsettled",
];
