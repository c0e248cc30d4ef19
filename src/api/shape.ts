import { Type, type TObject, type TProperties, type TSchema, type TUnion, type TNull } from "@sinclair/typebox";

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
