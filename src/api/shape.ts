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

/** An object without additional members. `title` names it as a component of the OpenAPI document. */
export function shape<P extends TProperties>(title: string, description: string, properties: P): TObject<P> {
  return Type.Object(properties, { title, description, additionalProperties: false });
}

/** An object without additional members and without a component in the OpenAPI document. */
export function inline<P extends TProperties>(properties: P): TObject<P> {
  return Type.Object(properties, { additionalProperties: false });
}

/** An object whose members are not fixed; each has a value of the schema. */
export function record<T extends TSchema>(value: T, options: { title?: string; description?: string } = {}) {
  return Type.Unsafe<Record<string, Static<T>>>({ ...options, type: "object", additionalProperties: value });
}

/** A JSON object of any members. @param title names it as a component of the OpenAPI document. */
export function anyObject(description: string, title?: string) {
  return Type.Unsafe<JsonObject>({
    ...(title !== undefined && { title }),
    type: "object",
    description,
    additionalProperties: true,
  });
}

export function nullable<T extends TSchema>(schema: T): TUnion<[T, TNull]> {
  return Type.Union([schema, Type.Null()]);
}

/** An enumeration of strings. */
export function oneOf<const T extends string>(
  values: readonly T[],
  options: { title?: string; description?: string } = {},
) {
  return Type.Unsafe<T>({ ...options, type: "string", enum: values });
}

/** The type of a schema's values, with all members readonly. */
export type Shape<Schema extends TSchema> = DeepReadonly<Static<Schema>>;

/** Leaves a `JsonObject` as it is: its type is readonly already and recursive. */
type DeepReadonly<T> = T extends (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? [JsonObject, string] extends [T, keyof T]
      ? T
      : { readonly [Member in keyof T]: DeepReadonly<T[Member]> }
    : T;
