import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { parseIdentifier } from "../../domain/identifiers/identifier.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/encoding/json.ts";
import type { Context } from "./context.ts";
import {
  BIZ_STEP,
  BIZ_TRANSACTION_TYPE,
  canonicalTerm,
  COMPONENT,
  DISPOSITION,
  MEASUREMENT_TYPE,
  SENSOR_ALERT_TYPE,
  SOURCE_DESTINATION_TYPE,
  type Vocabulary,
} from "./vocabulary.ts";
import { trimEnd } from "../../domain/encoding/trim-end.ts";

/** How one member of an event is written into the pre-hash string: nothing where the event does not have it. */
type Writer = (value: JsonValue, context: Context) => string;

type Line = readonly [member: string, write: Writer];

/** `name=value`. */
const value =
  (name: string, format: (value: JsonValue, context: Context) => string = text): Writer =>
  (told, context) =>
    `${name}=${format(told, context)}`;

/** A list's name once, then its elements in the order of their characters. */
const list =
  (name: string, element: Writer): Writer =>
  (told, context) =>
    name + sorted(elementsOf(told).map((one) => element(one, context)));

/** A name, then the members of an object in the order of the algorithm. */
const group =
  (name: string, lines: readonly Line[]): Writer =>
  (told, context) =>
    isJsonObject(told) ? name + writeLines(lines, told, context) : "";

const term = (vocabulary: Vocabulary) => (told: JsonValue, context: Context) => {
  const canonical = canonicalTerm(vocabulary, text(told), context);
  return vocabulary.words.has(canonical) ? vocabulary.hashed + canonical : canonical;
};

const line = (member: string, write: Writer = value(member)): Line => [member, write];

const QUANTITY = group("quantityElement", [line("epcClass", value("epcClass", uri)), line("quantity"), line("uom")]);

const epcs = (name: string) => line(name, list(name, value("epc", uri)));
const quantities = (name: string) => line(name, list(name, QUANTITY));

const PLACE: readonly Line[] = [line("id", value("id", uri))];

const typed = (name: string, member: string, vocabulary: Vocabulary) =>
  line(name, list(name, group("", [line("type", value("type", term(vocabulary))), line(member, value(member, uri))])));

const DEVICE: readonly Line[] = ["deviceID", "deviceMetadata", "rawData", "dataProcessingMethod"].map((member) =>
  line(member, value(member, uri)),
);

const SENSOR_METADATA: readonly Line[] = [
  ...["time", "startTime", "endTime"].map((member) => line(member, value(member, time))),
  ...DEVICE,
  line("bizRules", value("bizRules", uri)),
];

const SENSOR_REPORT: readonly Line[] = [
  line("type", value("type", term(MEASUREMENT_TYPE))),
  line("exception", value("exception", term(SENSOR_ALERT_TYPE))),
  ...DEVICE,
  line("bizRules", value("bizRules", uri)),
  line("time", value("time", time)),
  line("microorganism", value("microorganism", uri)),
  line("chemicalSubstance", value("chemicalSubstance", uri)),
  line("value"),
  line("component", value("component", term(COMPONENT))),
  line(
    "stringValue",
    value("stringValue", (told) => String(told).trim()),
  ),
  line("booleanValue"),
  line(
    "hexBinaryValue",
    value("hexBinaryValue", (told) => String(told)),
  ),
  line("uriValue", value("uriValue", uri)),
  ...["minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue", "uom"].map((member) => line(member)),
  line("coordinateReferenceSystem", value("coordinateReferenceSystem", uri)),
];

const SENSOR_ELEMENT = group("sensorElement", [
  line("sensorMetadata", group("sensorMetadata", SENSOR_METADATA)),
  line("sensorReport", list("", group("sensorReport", SENSOR_REPORT))),
]);

/**
 * The canonical property order (CBV 2.0, 8.9.2), the same for all types. Neither what the repository adds (recordTime,
 * eventID) nor an error declaration is part of what the event says; certificates are none of it in CBV 2.0.
 */
const ORDER: readonly Line[] = [
  line(
    "type",
    value("eventType", (told, context) => context.expand(text(told))),
  ),
  line("eventTime", value("eventTime", time)),
  line(
    "eventTimeZoneOffset",
    value("eventTimeZoneOffset", (told) => String(told)),
  ),
  epcs("epcList"),
  line("parentID", value("parentID", uri)),
  epcs("inputEPCList"),
  epcs("childEPCs"),
  quantities("quantityList"),
  quantities("childQuantityList"),
  quantities("inputQuantityList"),
  epcs("outputEPCList"),
  quantities("outputQuantityList"),
  line("action"),
  line("transformationID", value("transformationID", uri)),
  line("bizStep", value("bizStep", term(BIZ_STEP))),
  line("disposition", value("disposition", term(DISPOSITION))),
  line(
    "persistentDisposition",
    group("persistentDisposition", [
      line("set", list("", value("set", term(DISPOSITION)))),
      line("unset", list("", value("unset", term(DISPOSITION)))),
    ]),
  ),
  line("readPoint", group("readPoint", PLACE)),
  line("bizLocation", group("bizLocation", PLACE)),
  typed("bizTransactionList", "bizTransaction", BIZ_TRANSACTION_TYPE),
  typed("sourceList", "source", SOURCE_DESTINATION_TYPE),
  typed("destinationList", "destination", SOURCE_DESTINATION_TYPE),
  line("sensorElementList", list("", SENSOR_ELEMENT)),
  line("ilmd", (told, context) => `ilmd${extensions(told, context)}`),
];

/**
 * The text that stands for an event whatever notation it is in (CBV 2.0, 8.9): the standard's members in a fixed order,
 * then those of somebody's own, each list in the order of its characters.
 */
export function preHash(event: JsonObject, context: Context): string {
  return (
    writeLines(ORDER, event, context) + sorted([...inStandardMembers(event, context), ...ownMembers(event, context)])
  );
}

function writeLines(lines: readonly Line[], object: JsonObject, context: Context): string {
  let written = "";
  for (const [member, write] of lines) {
    const told = object[member];
    if (told === undefined || (Array.isArray(told) && told.length === 0)) continue;
    written += write(told, context);
  }
  return written;
}

/** Somebody's own members inside of those standard members that may have some, under the names of these. */
function inStandardMembers(event: JsonObject, context: Context): string[] {
  const under = (name: string, told: JsonValue | undefined) => prefixed(name, extensions(told, context));
  const sensors = elementsOf(event["sensorElementList"]).map((element) => {
    if (!isJsonObject(element)) return "";
    const reports = elementsOf(element["sensorReport"]).map((report) => under("sensorReport", report));
    return prefixed(
      "sensorElement",
      sorted([under("sensorMetadata", element["sensorMetadata"]), ...reports, ...ownMembers(element, context)]),
    );
  });
  return [under("readPoint", event["readPoint"]), under("bizLocation", event["bizLocation"]), ...sensors];
}

const prefixed = (name: string, written: string) => (written === "" ? "" : name + written);

function extensions(told: JsonValue | undefined, context: Context): string {
  return isJsonObject(told) ? sorted(ownMembers(told, context)) : "";
}

/** The members of an object that the standard does not define: their names have a colon. */
function ownMembers(object: JsonObject, context: Context): string[] {
  return Object.entries(object).flatMap(([name, told]) => (name.includes(":") ? ownMember(name, told, context) : []));
}

function ownMember(name: string, told: JsonValue, context: Context): string[] {
  const key = qualified(name, context);
  return elementsOf(told).map((element) => {
    if (isJsonObject(element)) {
      return key + sorted(Object.entries(element).flatMap(([inner, one]) => ownMember(inner, one, context)));
    }
    const written = element === null || Array.isArray(element) ? "" : uri(element, context);
    return written === "" ? key : `${key}=${written}`;
  });
}

/** `{namespace}name`, also for a name that is written as a whole URI. */
function qualified(name: string, context: Context): string {
  const { namespace, local } = context.qualify(name);
  if (namespace !== "") return `{${namespace}}${local}`;
  const end = Math.max(local.lastIndexOf("/"), local.lastIndexOf("#"));
  if (end >= 0) return `{${local.slice(0, end + 1)}}${local.slice(end + 1)}`;
  const colon = local.lastIndexOf(":");
  return colon < 0 ? local : `{${local.slice(0, colon)}}${local.slice(colon + 1)}`;
}

function elementsOf(told: JsonValue | undefined): readonly JsonValue[] {
  if (told === undefined) return [];
  return Array.isArray(told) ? (told as readonly JsonValue[]) : [told];
}

/** The order of UTF-8, which is that of UTF-16 unless there are characters beyond the first plane. */
function sorted(parts: string[]): string {
  const astral = parts.some((part) => /[\ud800-\udfff]/.test(part));
  return parts.sort(astral ? (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)) : undefined).join("");
}

/** A scalar: numbers without needless zeros, also where they are written as text. */
function text(told: JsonValue): string {
  if (typeof told === "number") return plainNumber(told);
  const written = String(told).trim();
  return /^-?\d+\.\d*0$|^-?\d+\.$/.test(written) ? trimEnd(trimEnd(written, "0"), ".") : written;
}

/** A number's shortest digits, never with an exponent. */
function plainNumber(number: number): string {
  const written = String(number);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(written);
  if (match === null) return Object.is(number, -0) ? "0" : written;
  const [, sign = "", lead = "", fraction = "", exponent = ""] = match;
  const digits = lead + fraction;
  const point = 1 + Number(exponent);
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, "0");
}

/** A URI in full; the canonical Digital Link of a GS1 key. */
function uri(told: JsonValue, context: Context): string {
  const written = text(told);
  if (typeof told !== "string" || !written.includes(":")) return written;
  const full = context.expand(written);
  try {
    const { uri: canonical } = parseIdentifier(full);
    return canonical.startsWith("https://id.gs1.org/") ? canonical : full;
  } catch (error) {
    if (PortolanError.is(error)) return full;
    throw error;
  }
}

/** UTC with milliseconds, rounded half up by the digit that follows. */
function time(told: JsonValue): string {
  const written = String(told).trim();
  const floor = Date.parse(written);
  if (Number.isNaN(floor)) return written;
  const roundsUp = /\.\d{3}[5-9]/.test(written);
  return new Date(floor + (roundsUp ? 1 : 0)).toISOString();
}
