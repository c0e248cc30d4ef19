import { Type } from "@sinclair/typebox";
import type { JsonObject } from "../../domain/encoding/json.ts";

/** Leaves the events open: extensions of EPCIS 2.0 add members. */
export const QueryDocumentSchema = Type.Unsafe<JsonObject>({
  title: "EPCISQueryDocument",
  description: "Events that match a query (EPCIS 2.0, 12.3).",
  type: "object",
  required: ["@context", "type", "schemaVersion", "creationDate", "epcisBody"],
  properties: {
    "@context": { type: "array" },
    type: { const: "EPCISQueryDocument" },
    schemaVersion: { const: "2.0" },
    creationDate: { type: "string", format: "date-time" },
    epcisBody: {
      type: "object",
      required: ["queryResults"],
      properties: {
        queryResults: {
          type: "object",
          required: ["queryName", "resultsBody"],
          properties: {
            queryName: { type: "string" },
            subscriptionID: { type: "string" },
            resultsBody: {
              type: "object",
              required: ["eventList"],
              properties: { eventList: { type: "array", items: { type: "object" } } },
            },
          },
        },
      },
    },
  },
});
