import type { ErrorCode } from "../domain/errors/table.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { abiWords, bytesAt, numberAt, requireEnd, requireOffset } from "./abi-words.ts";
import type { ChainLog } from "./chain-log.ts";
import { decodeLog, indexedOf } from "./decode-log.ts";
import { decodeLedgerError } from "./ledger-errors.ts";

/** An event that refuses a statement because one of its numbers exceeds its field. */
export interface MalformedStatement {
  readonly event: string;
  /** The error in its reason. */
  readonly error: ErrorCode;
  /** The error's parameter that names the chain of the statement. */
  readonly chain: string;
  /** The bits of each number of the statement, by the position of its field. */
  readonly numberBits: Readonly<Record<number, number>>;
}

/**
 * Checks a log of such an event: the canonical encoding, and a number that really exceeds its field.
 *
 * @throws LogMalformed
 */
export function checkMalformedLog(statement: MalformedStatement, log: ChainLog): void {
  decodeLog(statement.event, log, (found) => check(statement, found));
}

/** Data: the place in the batch, the offset of the reason, the reason. */
function check({ error, chain, numberBits }: MalformedStatement, log: ChainLog): void {
  const [subject] = indexedOf(log, 1);
  const data = abiWords(log.data);
  numberAt(data, 0, 6);
  requireOffset(data, 1, 2);
  const { value, end } = bytesAt(data, 2);
  requireEnd(data, end);
  const reason = decodeLedgerError(value);
  if (reason?.code !== error || reason.parameters[chain] !== subject)
    throw new PortolanError("AbiMalformed", { problem: "its reason is not a number too wide for the statement" });
  const bits = numberBits[Number(reason.parameters["field"])];
  if (bits === undefined || BigInt(String(reason.parameters["value"])) >> BigInt(bits) === 0n)
    throw new PortolanError("AbiMalformed", { problem: "the number in its reason fits the field" });
}
