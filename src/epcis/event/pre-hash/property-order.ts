import type { IdentifierRole } from "../../../domain/identifiers/identifier.ts";
import { writeExtensions } from "./extension-members.ts";
import { term, text, time, uri } from "./values.ts";
import { field, group, list, value, type Line } from "./writers.ts";
import {
  BIZ_STEP,
  BIZ_TRANSACTION_TYPE,
  COMPONENT,
  DISPOSITION,
  MEASUREMENT_TYPE,
  SENSOR_ALERT_TYPE,
  SOURCE_DESTINATION_TYPE,
  type Vocabulary,
} from "../vocabulary.ts";

const QUANTITY = group("quantityElement", [field("epcClass", uri("object")), field("quantity"), field("uom")]);

const epcs = (name: string): Line => [name, list(name, value("epc", uri("object")))];
const quantities = (name: string): Line => [name, list(name, QUANTITY)];

const PLACE: readonly Line[] = [field("id", uri("place"))];

const typed = (name: string, member: string, vocabulary: Vocabulary, role: IdentifierRole): Line => [
  name,
  list(name, group("", [field("type", term(vocabulary)), field(member, uri(role))])),
];

const DEVICE: readonly Line[] = [
  field("deviceID", uri("object")),
  ...["deviceMetadata", "rawData", "dataProcessingMethod"].map((member) => field(member, uri("document"))),
];

const SENSOR_METADATA: readonly Line[] = [
  ...["time", "startTime", "endTime"].map((member) => field(member, time)),
  ...DEVICE,
  field("bizRules", uri("document")),
];

const SENSOR_REPORT: readonly Line[] = [
  field("type", term(MEASUREMENT_TYPE)),
  field("exception", term(SENSOR_ALERT_TYPE)),
  ...DEVICE,
  field("bizRules", uri("document")),
  field("time", time),
  field("microorganism", uri("document")),
  field("chemicalSubstance", uri("document")),
  field("value"),
  field("component", term(COMPONENT)),
  field("stringValue", (written) => String(written).trim()),
  field("booleanValue"),
  field("hexBinaryValue", (written) => String(written)),
  field("uriValue", uri("document")),
  ...["minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue", "uom"].map((member) => field(member)),
  field("coordinateReferenceSystem", uri("document")),
];

const SENSOR_ELEMENT = group("sensorElement", [
  ["sensorMetadata", group("sensorMetadata", SENSOR_METADATA)],
  ["sensorReport", list("", group("sensorReport", SENSOR_REPORT))],
]);

/**
 * The canonical property order (CBV 2.0, 8.9.2) of all types. It excludes members that the repository adds (recordTime,
 * eventID), the error declaration and, in CBV 2.0, the certificates.
 */
export const PROPERTY_ORDER: readonly Line[] = [
  ["type", value("eventType", (type, context) => context.expand(text(type)))],
  field("eventTime", time),
  field("eventTimeZoneOffset", (written) => String(written)),
  epcs("epcList"),
  field("parentID", uri("object")),
  epcs("inputEPCList"),
  epcs("childEPCs"),
  quantities("quantityList"),
  quantities("childQuantityList"),
  quantities("inputQuantityList"),
  epcs("outputEPCList"),
  quantities("outputQuantityList"),
  field("action"),
  field("transformationID", uri("document")),
  field("bizStep", term(BIZ_STEP)),
  field("disposition", term(DISPOSITION)),
  [
    "persistentDisposition",
    group("persistentDisposition", [
      ["set", list("", value("set", term(DISPOSITION)))],
      ["unset", list("", value("unset", term(DISPOSITION)))],
    ]),
  ],
  ["readPoint", group("readPoint", PLACE)],
  ["bizLocation", group("bizLocation", PLACE)],
  typed("bizTransactionList", "bizTransaction", BIZ_TRANSACTION_TYPE, "document"),
  typed("sourceList", "source", SOURCE_DESTINATION_TYPE, "party"),
  typed("destinationList", "destination", SOURCE_DESTINATION_TYPE, "party"),
  ["sensorElementList", list("", SENSOR_ELEMENT)],
  ["ilmd", (ilmd, context) => `ilmd${writeExtensions(ilmd, context)}`],
];
