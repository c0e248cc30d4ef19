import { ACTIONS, EVENT_TYPES, isEventType } from "../../event/event-types.ts";
import {
  BIZ_STEP,
  COMPONENT,
  DISPOSITION,
  ERROR_REASON,
  MEASUREMENT_TYPE,
  SENSOR_ALERT_TYPE,
} from "../../event/vocabulary.ts";
import { SENSOR_TIMES, TERM } from "../term-names.ts";
import {
  epcs,
  eventIds,
  exists,
  numericTime,
  sensorTexts,
  term,
  time,
  uris,
  words,
  type ConditionReader,
} from "./condition-readers.ts";
import { isAbsoluteUri, type Parameter } from "./parameter.ts";

const SENSOR_TEXTS = [
  "deviceID",
  "deviceMetadata",
  "rawData",
  "dataProcessingMethod",
  "bizRules",
  "microorganism",
  "chemicalSubstance",
  "coordinateReferenceSystem",
  "stringValue",
  "hexBinaryValue",
  "uriValue",
];

/** The parameters with a fixed name. */
export const NAMED_PARAMETERS: ReadonlyMap<string, ConditionReader> = new Map<string, ConditionReader>([
  [
    "eventType",
    (parameter) =>
      term(
        ["type"],
        parameter.some().map((text) => readType(parameter, text)),
      ),
  ],
  ["GE_eventTime", time("eventTime", ">=")],
  ["LT_eventTime", time("eventTime", "<")],
  ["GE_recordTime", time("recordTime", ">=")],
  ["LT_recordTime", time("recordTime", "<")],
  ["EQ_action", (parameter) => term(["action"], parameter.oneOf(ACTIONS))],
  ["EQ_bizStep", words("bizStep", BIZ_STEP)],
  ["EQ_disposition", words("disposition", DISPOSITION)],
  ["EQ_persistentDisposition_set", words(TERM.persistentDisposition("set"), DISPOSITION)],
  ["EQ_persistentDisposition_unset", words(TERM.persistentDisposition("unset"), DISPOSITION)],
  ["EQ_readPoint", uris("readPoint", "place")],
  // Without master data, places inside a place are unknown, so that only the place itself matches.
  ["WD_readPoint", uris("readPoint", "place")],
  ["EQ_bizLocation", uris("bizLocation", "place")],
  ["WD_bizLocation", uris("bizLocation", "place")],
  ["EQ_transformationID", uris("transformationID", "document")],
  ["MATCH_epc", epcs(["epcList", "childEPCs"], "instance")],
  ["MATCH_parentID", epcs(["parentID"], "instance")],
  ["MATCH_inputEPC", epcs(["inputEPCList"], "instance")],
  ["MATCH_outputEPC", epcs(["outputEPCList"], "instance")],
  ["MATCH_anyEPC", epcs(["epcList", "childEPCs", "parentID", "inputEPCList", "outputEPCList"], "instance")],
  ["MATCH_epcClass", epcs(["quantityList", "childQuantityList"], "class")],
  ["MATCH_inputEPCClass", epcs(["inputQuantityList"], "class")],
  ["MATCH_outputEPCClass", epcs(["outputQuantityList"], "class")],
  [
    "MATCH_anyEPCClass",
    epcs(["quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"], "class"),
  ],
  ["EQ_eventID", eventIds("eventID")],
  ["EXISTS_errorDeclaration", exists(TERM.errorDeclaration)],
  ["GE_errorDeclaration_Time", numericTime(TERM.errorTime, ">=")],
  ["LT_errorDeclaration_Time", numericTime(TERM.errorTime, "<")],
  ["GE_errorDeclarationTime", numericTime(TERM.errorTime, ">=")],
  ["LT_errorDeclarationTime", numericTime(TERM.errorTime, "<")],
  ["EQ_errorReason", words(TERM.errorReason, ERROR_REASON)],
  ["EQ_correctiveEventID", eventIds(TERM.correctiveEventID)],
  ["EXISTS_sensorElementList", exists(TERM.sensorElementList)],
  ...SENSOR_TIMES.flatMap((member): [string, ConditionReader][] => [
    [`GE_${member}`, numericTime(TERM.sensor(member), ">=")],
    [`LT_${member}`, numericTime(TERM.sensor(member), "<")],
  ]),
  ["EQ_type", words(TERM.sensor("type"), MEASUREMENT_TYPE)],
  ["EQ_exception", words(TERM.sensor("exception"), SENSOR_ALERT_TYPE)],
  ["EQ_component", words(TERM.sensor("component"), COMPONENT)],
  ...SENSOR_TEXTS.map((member): [string, ConditionReader] => [`EQ_${member}`, sensorTexts(member)]),
  ["EQ_booleanValue", (parameter) => term([TERM.sensor("booleanValue")], parameter.oneOf(["true", "false"]))],
]);

function readType(parameter: Parameter, text: string): string {
  const type = parameter.context.expand(text);
  if (isEventType(type) || isAbsoluteUri(type)) return type;
  throw parameter.invalid(`takes ${EVENT_TYPES.join(", ")}, or the URI of an extension type`);
}
