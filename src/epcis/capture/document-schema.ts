import { CONTEXT_SCHEMA, type Schema } from "../event/event-schema.ts";

const TEXT = { type: "string" };
const URI = { type: "string", format: "uri" };

const open = (properties: Record<string, Schema>, required: string[]): Schema => ({
  type: "object",
  properties,
  required,
  propertyNames: { anyOf: [{ enum: Object.keys(properties) }, { format: "uri" }] },
});

/** Its events are checked one by one, so that one of them can be bad alone. */
const EVENT_LIST = { type: "array" };

const MASTER_DATA = {
  type: "object",
  properties: { epcisMasterData: { type: "object", properties: { vocabularyList: { type: "array" } } } },
};

const COMMON = {
  "@context": CONTEXT_SCHEMA,
  id: URI,
  schemaVersion: { type: "string", pattern: "^\\d+(?:\\.\\d+)*$" },
  creationDate: { type: "string", format: "event-time" },
};

/** The two kinds of documents (EPCIS 2.0, 9.3). */
export const DOCUMENT_SCHEMAS: Readonly<Record<string, Schema>> = {
  EPCISDocument: open(
    {
      ...COMMON,
      type: { const: "EPCISDocument" },
      instanceIdentifier: TEXT,
      sender: TEXT,
      receiver: TEXT,
      epcisHeader: MASTER_DATA,
      epcisBody: { type: "object", properties: { eventList: EVENT_LIST }, required: ["eventList"] },
    },
    ["@context", "type", "schemaVersion", "creationDate", "epcisBody"],
  ),
  EPCISQueryDocument: open(
    {
      ...COMMON,
      type: { const: "EPCISQueryDocument" },
      epcisHeader: MASTER_DATA,
      epcisBody: open(
        {
          queryResults: open(
            {
              queryName: TEXT,
              subscriptionID: TEXT,
              resultsBody: open({ eventList: EVENT_LIST, vocabularyList: { type: "array" } }, ["eventList"]),
            },
            ["resultsBody"],
          ),
        },
        ["queryResults"],
      ),
    },
    ["@context", "type", "epcisBody"],
  ),
};
