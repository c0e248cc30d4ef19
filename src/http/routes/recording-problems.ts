import { keysOf } from "../../domain/keys-of.ts";
import { LEDGER_ERRORS } from "../../domain/errors/ledger.errors.ts";
import { RECORD_ERRORS } from "../../domain/errors/record.errors.ts";
import { PAYLOAD_ERRORS } from "../../domain/errors/payload.errors.ts";
import type { ErrorCode } from "../../domain/errors/table.ts";
import { PROBLEM_STATUS } from "../../api/problem-status.ts";

const CHECKS: readonly ErrorCode[] = [...keysOf(LEDGER_ERRORS), ...keysOf(PAYLOAD_ERRORS), ...keysOf(RECORD_ERRORS)];

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
