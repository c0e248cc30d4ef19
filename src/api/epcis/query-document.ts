import { Type } from "@sinclair/typebox";
import type { JsonObject } from "../../domain/encoding/json.ts";
import { EpcisEventSchema } from "./event.ts";

/** Extensions of EPCIS 2.0 add members to each object. */
const open = <P extends Record<string, object>>(properties: P, optional: readonly (keyof P)[] = []) => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: true,
});

export const QueryDocumentSchema = Type.Unsafe<JsonObject>({
  title: "EPCISQueryDocument",
  description: "Events that match a query (EPCIS 2.0, 12.3).",
  ...open({
    "@context": {
      type: "array",
      description: "URLs of JSON-LD contexts, and objects that define prefixes.",
      items: { anyOf: [{ type: "string" }, { type: "object", additionalProperties: true }] },
    },
    type: { type: "string", const: "EPCISQueryDocument" },
    schemaVersion: { type: "string", const: "2.0" },
    creationDate: { type: "string", format: "date-time" },
    epcisBody: open({
      queryResults: open(
        {
          queryName: { type: "string" },
          subscriptionID: { type: "string" },
          resultsBody: open({ eventList: { type: "array", items: EpcisEventSchema } }),
        },
        ["subscriptionID"],
      ),
    }),
  }),
});
