import {
  Type,
  type Static,
  type TNull,
  type TObject,
  type TProperties,
  type TSchema,
  type TUnion,
} from "@sinclair/typebox";
import type { JsonObject } from "../domain/encoding/json.ts";

/** An object with these members and no others, under a name of its own in the OpenAPI document. */
export function shape<P extends TProperties>(title: string, description: string, properties: P): TObject<P> {
  return Type.Object(properties, { title, description, additionalProperties: false });
}

/** An object with these members and no others, described where it is used. */
export function inline<P extends TProperties>(properties: P): TObject<P> {
  return Type.Object(properties, { additionalProperties: false });
}

export function nullable<T extends TSchema>(schema: T): TUnion<[T, TNull]> {
  return Type.Union([schema, Type.Null()]);
}

/** A text that is one of these. */
export function oneOf<const T extends string>(
  values: readonly T[],
  options: { title?: string; description?: string } = {},
) {
  return Type.Unsafe<T>({ ...options, type: "string", enum: values });
}

/** The values that a schema describes, all of them readonly. */
export type Shape<Schema extends TSchema> = DeepReadonly<Static<Schema>>;

/** JSON of any shape is readonly already, and has no end. */
type DeepReadonly<T> = T extends (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? [JsonObject, string] extends [T, keyof T]
      ? T
      : { readonly [Member in keyof T]: DeepReadonly<T[Member]> }
    : T;
