import { Type } from "@sinclair/typebox";
import { EPCIS_CONTEXT } from "../../epcis/query/query-document.ts";
import { shape } from "../../api/shape.ts";

export const CollectionSchema = shape("EpcisCollection", "A list of resources or values (EPCIS 2.0, 12.6).", {
  "@context": Type.Array(Type.String({ format: "uri" })),
  type: Type.Literal("Collection"),
  member: Type.Array(Type.String()),
});

export function collectionOf(member: readonly string[]) {
  return { "@context": [EPCIS_CONTEXT], type: "Collection" as const, member };
}
