import type { Hex } from "../domain/entry.ts";
import type { Rpc } from "./json-rpc-client.ts";
import { isJsonObject, type JsonObject } from "../domain/encoding/json.ts";

/** Reads the fields of an untrusted result. A missing or malformed field is an error. */
export interface AnswerFields {
  /**
   * Reads a `DATA` field as lower-case hexadecimal: of `length` bytes if given, otherwise of any length.
   *
   * @param known the value of this field in an earlier answer; an equal text is not checked again.
   */
  bytes(field: string, length?: number, known?: Hex): Hex;
  /** `QUANTITY` below 2^53. */
  quantity(field: string): number;
  /** `QUANTITY` below 2^256. */
  bigQuantity(field: string): bigint;
  array(field: string): readonly unknown[];
  isTrue(field: string): boolean;
  /** Whether the field exists and is not null. */
  has(field: string): boolean;
}

/**
 * @param value A result of `method`, or a part of one.
 * @throws the error of `rpc.invalidAnswer`: now if `value` is not an object, later for a malformed field.
 */
export function answerFields(rpc: Rpc, method: string, value: unknown): AnswerFields {
  return new Fields(rpc, method, value);
}

/** Number of hexadecimal digits that a JavaScript number represents exactly. */
const SAFE_DIGITS = 13;

/** A class, because a backfill creates an instance for each log, and closures would be allocated for each instance. */
class Fields implements AnswerFields {
  readonly #rpc: Rpc;
  readonly #method: string;
  readonly #fields: JsonObject;

  constructor(rpc: Rpc, method: string, value: unknown) {
    if (!isJsonObject(value)) throw rpc.invalidAnswer(method, "it is not an object");
    this.#rpc = rpc;
    this.#method = method;
    this.#fields = value;
  }

  bigQuantity(field: string): bigint {
    return BigInt(this.#quantityText(field));
  }

  quantity(field: string): number {
    const text = this.#quantityText(field);
    const number = text.length <= 2 + SAFE_DIGITS ? Number(text) : Number(BigInt(text));
    if (!Number.isSafeInteger(number)) throw this.#invalid(`its ${field} is not below 2^53`);
    return number;
  }

  bytes(field: string, length?: number, known?: Hex): Hex {
    const text = this.#fields[field];
    if (text === known && known !== undefined) return known;
    if (typeof text !== "string" || text.length % 2 !== 0 || !/^0x[0-9a-fA-F]*$/.test(text))
      throw this.#invalid(`its ${field} is not hexadecimal data`);
    if (length !== undefined && text.length !== 2 + 2 * length)
      throw this.#invalid(`its ${field} does not have ${length} bytes`);
    return `0x${text.slice(2).toLowerCase()}`;
  }

  array(field: string): readonly unknown[] {
    const list = this.#fields[field];
    if (!Array.isArray(list)) throw this.#invalid(`its ${field} is not a list`);
    return list;
  }

  isTrue(field: string): boolean {
    return this.#fields[field] === true;
  }

  has(field: string): boolean {
    return this.#fields[field] !== undefined && this.#fields[field] !== null;
  }

  #quantityText(field: string): string {
    const text = this.#fields[field];
    if (typeof text !== "string" || !/^0x(0|[1-9a-fA-F][0-9a-fA-F]{0,63})$/.test(text))
      throw this.#invalid(`its ${field} is not a quantity`);
    return text;
  }

  #invalid(problem: string): Error {
    return this.#rpc.invalidAnswer(this.#method, problem);
  }
}
