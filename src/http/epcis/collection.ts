import { Type } from "@sinclair/typebox";
import { shape } from "../schemas/shape.ts";

/** The JSON-LD context of EPCIS 2.0, which every JSON answer names. */
export const EPCIS_CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

/** A list of resources or of values (EPCIS 2.0, 12.6). */
export const CollectionSchema = shape("EpcisCollection", "A list of resources or of values.", {
  "@context": Type.Array(Type.String({ format: "uri" })),
  type: Type.Literal("Collection"),
  member: Type.Array(Type.String()),
});

export function collectionOf(member: readonly string[]) {
  return { "@context": [EPCIS_CONTEXT], type: "Collection" as const, member };
}
