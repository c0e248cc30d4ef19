import type { Hex } from "../domain/entry.ts";
import type { Rpc } from "./json-rpc-client.ts";

/** Reads fields of one result, none of which is trusted: what is missing or of another form is an error. */
export interface AnswerFields {
  /** `DATA` of this many bytes, or of any number, as lower-case hexadecimal. */
  bytes(field: string, length?: number): Hex;
  /** `QUANTITY` below 2^53. */
  quantity(field: string): number;
  /** `QUANTITY` below 2^256. */
  bigQuantity(field: string): bigint;
  array(field: string): readonly unknown[];
  isTrue(field: string): boolean;
  /** Whether the field is there and not null. */
  has(field: string): boolean;
}

/**
 * @param value A result of `method`, or a part of one.
 * @throws the error of `rpc.nonsense`, now when `value` is no object, later when a field is not as asked for.
 */
export function answerFields(rpc: Rpc, method: string, value: unknown): AnswerFields {
  if (typeof value !== "object" || value === null) throw rpc.nonsense(method, "it is no object");
  const fields = value as Readonly<Record<string, unknown>>;

  const bigQuantity = (field: string): bigint => {
    const text = fields[field];
    if (typeof text !== "string" || !/^0x(0|[1-9a-fA-F][0-9a-fA-F]{0,63})$/.test(text))
      throw rpc.nonsense(method, `its ${field} is no quantity`);
    return BigInt(text);
  };

  return {
    bigQuantity,
    quantity(field) {
      const number = Number(bigQuantity(field));
      if (!Number.isSafeInteger(number)) throw rpc.nonsense(method, `its ${field} is not below 2^53`);
      return number;
    },
    bytes(field, length) {
      const text = fields[field];
      if (typeof text !== "string" || text.length % 2 !== 0 || !/^0x[0-9a-fA-F]*$/.test(text))
        throw rpc.nonsense(method, `its ${field} is no hexadecimal data`);
      if (length !== undefined && text.length !== 2 + 2 * length)
        throw rpc.nonsense(method, `its ${field} has not ${length} bytes`);
      return text.toLowerCase() as Hex;
    },
    array(field) {
      const list = fields[field];
      if (!Array.isArray(list)) throw rpc.nonsense(method, `its ${field} is no list`);
      return list;
    },
    isTrue: (field) => fields[field] === true,
    has: (field) => fields[field] !== undefined && fields[field] !== null,
  };
}
