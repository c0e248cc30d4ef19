import { ACT_ERRORS } from "./act.errors.ts";
import { AUDIT_ERRORS } from "./audit.errors.ts";
import { CHAIN_ERRORS } from "./chain.errors.ts";
import { COMMAND_ERRORS } from "./command.errors.ts";
import { COOPERATION_ERRORS } from "./cooperation.errors.ts";
import { DIRECTORY_ERRORS } from "./directory.errors.ts";
import { EVIDENCE_ERRORS } from "./evidence.errors.ts";
import { EPCIS_CAPTURE_ERRORS } from "./epcis-capture.errors.ts";
import { EPCIS_QUERY_ERRORS } from "./epcis-query.errors.ts";
import { EXCHANGE_ERRORS } from "./exchange.errors.ts";
import { GOVERN_ERRORS } from "./govern.errors.ts";
import { KEY_ERRORS } from "./key.errors.ts";
import { LEDGER_ERRORS } from "./ledger.errors.ts";
import { NODE_ERRORS } from "./node.errors.ts";
import { PAYLOAD_ERRORS } from "./payload.errors.ts";
import { PROFILE_ERRORS } from "./profile.errors.ts";
import { PROOF_ERRORS } from "./proof.errors.ts";
import { READ_ERRORS } from "./read.errors.ts";
import { RECORD_ERRORS } from "./record.errors.ts";
import { REQUEST_ERRORS } from "./request.errors.ts";
import { WITNESS_ERRORS } from "./witness.errors.ts";

/** One line of the table: the error and the instruction to its reader. `{fact}` stands for the value of a fact. */
export interface ErrorText {
  readonly sentence: string;
  readonly remedy: string;
}

/** Every error that Portolan reports, by code. An error of the contracts has its Solidity name and facts. */
export const ERRORS = {
  ...LEDGER_ERRORS,
  ...DIRECTORY_ERRORS,
  ...COOPERATION_ERRORS,
  ...CHAIN_ERRORS,
  ...PAYLOAD_ERRORS,
  ...KEY_ERRORS,
  ...NODE_ERRORS,
  ...READ_ERRORS,
  ...GOVERN_ERRORS,
  ...RECORD_ERRORS,
  ...ACT_ERRORS,
  ...EPCIS_CAPTURE_ERRORS,
  ...EPCIS_QUERY_ERRORS,
  ...REQUEST_ERRORS,
  ...PROOF_ERRORS,
  ...EVIDENCE_ERRORS,
  ...COMMAND_ERRORS,
  ...WITNESS_ERRORS,
  ...AUDIT_ERRORS,
  ...EXCHANGE_ERRORS,
  ...PROFILE_ERRORS,
} as const satisfies Record<string, ErrorText>;

export type ErrorCode = keyof typeof ERRORS;
