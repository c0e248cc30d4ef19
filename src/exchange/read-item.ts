import type { TSchema } from "@sinclair/typebox";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { EXCHANGE_VERSION, MAX_ITEM_BYTES } from "../api/exchange.ts";
import type { Shape } from "../api/shape.ts";
import { decodeText } from "../domain/encoding/decode-text.ts";
import { isJsonObject, type JsonLimits, type JsonValue } from "../domain/encoding/json.ts";
import { parseJson } from "../domain/encoding/parse-json.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";

const ITEM_LIMITS: JsonLimits = { characters: MAX_ITEM_BYTES, depth: 8, values: 20_000 };

const ajv = new Ajv2020({ strict: true });

/** Reads a JSON value. @throws ExchangeItemInvalid for another shape, also for one with unknown members. */
export type ShapeReader<Value> = (value: JsonValue) => Value;

export function shapeReader<Schema extends TSchema>(schema: Schema): ShapeReader<Shape<Schema>> {
  // Compiled when it is first used: compiling all shapes would lengthen each start of a process.
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= ajv.compile(schema);
    if (validate(value)) return value as Shape<Schema>;
    throw new PortolanError("ExchangeItemInvalid", { problem: describe(validate.errors?.[0]) });
  };
}

/**
 * Reads one signed item of the exchange: UTF-8, JSON within limits, a supported version, and the item's shape.
 *
 * @param item The bytes of one line, without its end.
 * @throws ExchangeItemTooLarge; `TextNotUtf8` and the `Json…` errors of `parseJson`; ExchangeVersionUnsupported, before
 * anything else of the item is read; ExchangeItemInvalid.
 */
export function readItem<Value>(item: Uint8Array, read: ShapeReader<Value>): Value {
  if (item.length > MAX_ITEM_BYTES) throw new PortolanError("ExchangeItemTooLarge", { limit: MAX_ITEM_BYTES });
  const value = parseJson(decodeText(item), ITEM_LIMITS);
  const statement = isJsonObject(value) ? value["statement"] : undefined;
  const version = isJsonObject(statement) ? statement["version"] : undefined;
  if (Number.isInteger(version) && version !== EXCHANGE_VERSION)
    throw new PortolanError("ExchangeVersionUnsupported", { version: Number(version), supported: EXCHANGE_VERSION });
  return read(value);
}

/** Writes an item as one line of JSON in UTF-8, without its end. */
export function writeItem(item: object): Uint8Array {
  return Buffer.from(JSON.stringify(item));
}

function describe(error: ErrorObject | undefined): string {
  return `${error?.instancePath.slice(0, 100)} ${error?.message}`.trim();
}
