import { Type } from "@sinclair/typebox";
import type { JsonValue } from "../../domain/encoding/json.ts";
import { ContextSchema, open } from "../event/event-schema.ts";

/** Accepts any events, because the checks of single events come later: one invalid event leaves the others valid. */
const EventList = Type.Array(Type.Unsafe<JsonValue>({}));

const VocabularyList = Type.Optional(Type.Array(Type.Unsafe<JsonValue>({})));

const Header = Type.Optional(
  Type.Object({ epcisMasterData: Type.Optional(Type.Object({ vocabularyList: VocabularyList })) }),
);

const SchemaVersion = Type.String({ pattern: "^\\d+(?:\\.\\d+)*$" });
const CreationDate = Type.String({ format: "event-time" });
const OptionalUri = Type.Optional(Type.String({ format: "uri" }));
const OptionalText = Type.Optional(Type.String());

/** Schema of an EPCISDocument (EPCIS 2.0, 9.3). */
export const EpcisDocumentSchema = open({
  "@context": ContextSchema,
  id: OptionalUri,
  type: Type.Literal("EPCISDocument"),
  schemaVersion: SchemaVersion,
  creationDate: CreationDate,
  instanceIdentifier: OptionalText,
  sender: OptionalText,
  receiver: OptionalText,
  epcisHeader: Header,
  epcisBody: Type.Object({ eventList: EventList }),
});

/** Schema of an EPCISQueryDocument (EPCIS 2.0, 9.3), which clients can capture as well. */
export const EpcisQueryDocumentSchema = open({
  "@context": ContextSchema,
  id: OptionalUri,
  type: Type.Literal("EPCISQueryDocument"),
  schemaVersion: Type.Optional(SchemaVersion),
  creationDate: Type.Optional(CreationDate),
  epcisHeader: Header,
  epcisBody: open({
    queryResults: open({
      queryName: OptionalText,
      subscriptionID: OptionalText,
      resultsBody: open({ eventList: EventList, vocabularyList: VocabularyList }),
    }),
  }),
});
