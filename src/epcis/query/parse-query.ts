import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { EventCondition, NumberCondition, TermCondition } from "../../store/epcis/conditions.ts";
import { Context } from "../event/context.ts";
import type { ExtensionPlace } from "../event/event-content.ts";
import { ACTIONS, EVENT_TYPES, isEventType } from "../event/event-types.ts";
import { parseEventTime } from "../event/event-time.ts";
import {
  BIZ_STEP,
  BIZ_TRANSACTION_TYPE,
  canonicalTerm,
  COMPONENT,
  DISPOSITION,
  ERROR_REASON,
  MEASUREMENT_TYPE,
  SENSOR_ALERT_TYPE,
  SOURCE_DESTINATION_TYPE,
  type Vocabulary,
} from "../event/vocabulary.ts";
import { canonicalUri } from "./canonical-uri.ts";
import { parseEpcMatch } from "./epc-pattern.ts";
import { QUERY_LIMITS, type EventQuery, type QueryParameters } from "./event-query.ts";
import { sensorText } from "./index-event.ts";
import { MEASUREMENTS, SENSOR_TIMES, TERM } from "./term-names.ts";

/**
 * Reads the parameters of a SimpleEventQuery (EPCIS 2.0, 8.2.7.1).
 *
 * @param context what the prefixes in names and values stand for.
 * @throws PortolanError `EpcisParameterUnknown`, `EpcisParameterInvalid`, `EpcisParameterUnsupported`,
 * `EpcisQueryTooComplex`; each names the parameter or the limit.
 */
export function parseQuery(parameters: QueryParameters, context: Context = Context.STANDARD): EventQuery {
  requireBounded(parameters);
  const conditions: EventCondition[] = [];
  for (const [name, values] of parameters) {
    requireText(name, values);
    if (CONTROLS.has(name)) continue;
    const read = readerOf(name);
    if (read === undefined) throw new PortolanError("EpcisParameterUnknown", { parameter: name.slice(0, 200) });
    conditions.push(read(new Parameter(name, values, context)));
  }
  return { conditions, ...readControls(parameters, context) };
}

function requireBounded(parameters: QueryParameters): void {
  const { parameters: most, values } = QUERY_LIMITS;
  if (parameters.size > most) throw new PortolanError("EpcisQueryTooComplex", { what: "parameters", limit: most });
  const given = [...parameters.values()].reduce((sum, list) => sum + list.length, 0);
  if (given > values) throw new PortolanError("EpcisQueryTooComplex", { what: "values", limit: values });
}

/** U+0000 is in no name and no value, and not every database can look for it. */
function requireText(name: string, values: readonly string[]): void {
  if (![name, ...values].some((text) => text.includes("\0"))) return;
  throw new PortolanError("EpcisParameterInvalid", {
    parameter: name.slice(0, 200),
    problem: "has the character U+0000",
  });
}

/** One parameter with its values, read as what it has to be. */
class Parameter {
  readonly name: string;
  readonly values: readonly string[];
  readonly context: Context;

  constructor(name: string, values: readonly string[], context: Context) {
    this.name = name;
    this.values = values;
    this.context = context;
  }

  invalid(problem: string): PortolanError {
    return new PortolanError("EpcisParameterInvalid", { parameter: this.name.slice(0, 200), problem });
  }

  one(): string {
    const [value, ...others] = this.values;
    if (value === undefined || others.length > 0) throw this.invalid("takes one value");
    return value;
  }

  time(): number {
    const time = parseEventTime(this.one());
    if (time === undefined) throw this.invalid("takes a date and time with its zone, as 2026-01-31T12:00:00Z");
    return time;
  }

  number(text = this.one()): number {
    const value = NUMBER.test(text) ? Number(text) : NaN;
    if (!Number.isFinite(value)) throw this.invalid("takes a number");
    return value;
  }

  /** A number, or a time as one. */
  numberOrTime(): number {
    const value = numberOrTime(this.one());
    if (value === undefined) throw this.invalid("takes a number, or a date and time with its zone");
    return value;
  }

  whole(least: number, most: number): number {
    const value = this.number();
    if (!Number.isInteger(value) || value < least || value > most) {
      throw this.invalid(`takes a whole number from ${least} to ${most}`);
    }
    return value;
  }

  oneOf(allowed: readonly string[]): readonly string[] {
    const wrong = this.values.find((value) => !allowed.includes(value));
    if (wrong !== undefined || this.values.length === 0) throw this.invalid(`takes ${allowed.join(", ")}`);
    return this.values;
  }

  /** Words of a vocabulary in their one form; a term of somebody's own is an absolute URI. */
  terms(vocabulary: Vocabulary): readonly string[] {
    return this.some().map((text) => {
      const term = canonicalTerm(vocabulary, text, this.context);
      if (!vocabulary.words.has(term) && !ABSOLUTE.test(term)) {
        throw this.invalid(`has a value that is not ${vocabulary.name} of CBV 2.0, nor a URI`);
      }
      return term;
    });
  }

  uris(): readonly string[] {
    return this.some().map((text) => {
      const uri = this.context.expand(text);
      if (!ABSOLUTE.test(uri)) throw this.invalid("has a value that is not a URI");
      return canonicalUri(uri);
    });
  }

  some(): readonly string[] {
    if (this.values.length === 0 || this.values.includes("")) throw this.invalid("has an empty value");
    return this.values;
  }

  /** `EXISTS_` parameters have no value that matters; 1.x bindings send `true`, JSON null. */
  none(): void {
    if (!this.values.every((value) => ["", "true", "1", "null"].includes(value))) throw this.invalid("takes no value");
  }
}

const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s]+$/;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

function numberOrTime(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text) : parseEventTime(text);
}

type Read = (parameter: Parameter) => EventCondition;

const term = (names: readonly string[], equals: readonly string[]): TermCondition => ({ kind: "term", names, equals });

const words =
  (name: string, vocabulary: Vocabulary): Read =>
  (parameter) =>
    term([name], parameter.terms(vocabulary));

const uris =
  (name: string): Read =>
  (parameter) =>
    term([name], parameter.uris());

const exists =
  (name: string): Read =>
  (parameter) => {
    parameter.none();
    return { kind: "term", names: [name] };
  };

const time =
  (of: "eventTime" | "recordTime", is: ">=" | "<"): Read =>
  (parameter) => ({ kind: "time", of, is, value: parameter.time() });

const numericTime =
  (name: string, is: ">=" | "<"): Read =>
  (parameter) => ({ kind: "number", names: [name], bounds: [{ is, value: parameter.time() }] });

const sensorTexts =
  (member: string): Read =>
  (parameter) =>
    term(
      [TERM.sensor(member)],
      parameter.some().map((text) => sensorText(member, parameter.context.expand(text))),
    );

function epcs(names: readonly string[], level: "instance" | "class"): Read {
  return (parameter) => {
    const matches = parameter.some().map((text) => matchOf(parameter, text, level));
    const equals = matches.flatMap((match) => ("uri" in match ? match.uri : []));
    const patterns = matches.flatMap((match) => ("patterns" in match ? match.patterns : []));
    if (patterns.length > QUERY_LIMITS.patterns) {
      throw new PortolanError("EpcisQueryTooComplex", { what: "ranges of EPCs", limit: QUERY_LIMITS.patterns });
    }
    return { kind: "term", names, equals, patterns };
  };
}

function matchOf(parameter: Parameter, text: string, level: "instance" | "class") {
  try {
    const match = parseEpcMatch(parameter.context.expand(text), level);
    if (match === undefined) throw parameter.invalid("has a pattern with a field that no key has, or after a `*`");
    return match;
  } catch (error) {
    if (!PortolanError.is(error, "IdentifierInvalid", "IdentifierCheckDigitWrong")) throw error;
    throw parameter.invalid(`has a value that is no identifier (${error.message.replace(/\.$/, "")})`);
  }
}

/** Parameters with a fixed name. */
const READERS: Readonly<Record<string, Read>> = {
  eventType: (parameter) =>
    term(
      ["type"],
      parameter.some().map((text) => {
        const type = parameter.context.expand(text);
        if (isEventType(type) || ABSOLUTE.test(type)) return type;
        throw parameter.invalid(`takes ${EVENT_TYPES.join(", ")}, or the URI of another type`);
      }),
    ),
  GE_eventTime: time("eventTime", ">="),
  LT_eventTime: time("eventTime", "<"),
  GE_recordTime: time("recordTime", ">="),
  LT_recordTime: time("recordTime", "<"),
  EQ_action: (parameter) => term(["action"], parameter.oneOf(ACTIONS)),
  EQ_bizStep: words("bizStep", BIZ_STEP),
  EQ_disposition: words("disposition", DISPOSITION),
  EQ_persistentDisposition_set: words(TERM.persistentDisposition("set"), DISPOSITION),
  EQ_persistentDisposition_unset: words(TERM.persistentDisposition("unset"), DISPOSITION),
  EQ_readPoint: uris("readPoint"),
  // What lies within a place only master data could tell, and of that there is none: the place itself does.
  WD_readPoint: uris("readPoint"),
  EQ_bizLocation: uris("bizLocation"),
  WD_bizLocation: uris("bizLocation"),
  EQ_transformationID: (parameter) => term(["transformationID"], parameter.some()),
  MATCH_epc: epcs(["epcList", "childEPCs"], "instance"),
  MATCH_parentID: epcs(["parentID"], "instance"),
  MATCH_inputEPC: epcs(["inputEPCList"], "instance"),
  MATCH_outputEPC: epcs(["outputEPCList"], "instance"),
  MATCH_anyEPC: epcs(["epcList", "childEPCs", "parentID", "inputEPCList", "outputEPCList"], "instance"),
  MATCH_epcClass: epcs(["quantityList", "childQuantityList"], "class"),
  MATCH_inputEPCClass: epcs(["inputQuantityList"], "class"),
  MATCH_outputEPCClass: epcs(["outputQuantityList"], "class"),
  MATCH_anyEPCClass: epcs(["quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"], "class"),
  EQ_eventID: (parameter) => term(["eventID"], parameter.some()),
  EXISTS_errorDeclaration: exists(TERM.errorDeclaration),
  GE_errorDeclaration_Time: numericTime(TERM.errorTime, ">="),
  LT_errorDeclaration_Time: numericTime(TERM.errorTime, "<"),
  GE_errorDeclarationTime: numericTime(TERM.errorTime, ">="),
  LT_errorDeclarationTime: numericTime(TERM.errorTime, "<"),
  EQ_errorReason: words(TERM.errorReason, ERROR_REASON),
  EQ_correctiveEventID: (parameter) => term([TERM.correctiveEventID], parameter.some()),
  EXISTS_sensorElementList: exists(TERM.sensorElementList),
  ...Object.fromEntries(
    SENSOR_TIMES.flatMap((member) => [
      [`GE_${member}`, numericTime(TERM.sensor(member), ">=")],
      [`LT_${member}`, numericTime(TERM.sensor(member), "<")],
    ]),
  ),
  EQ_type: words(TERM.sensor("type"), MEASUREMENT_TYPE),
  EQ_exception: words(TERM.sensor("exception"), SENSOR_ALERT_TYPE),
  EQ_component: words(TERM.sensor("component"), COMPONENT),
  ...Object.fromEntries(
    [
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
    ].map((member) => [`EQ_${member}`, sensorTexts(member)]),
  ),
  EQ_booleanValue: (parameter) => term([TERM.sensor("booleanValue")], parameter.oneOf(["true", "false"])),
};

/** The names of the parameters that have one, those of the order and the count among them. */
export const QUERY_PARAMETERS: readonly string[] = [
  ...Object.keys(READERS),
  "orderBy",
  "orderDirection",
  "eventCountLimit",
  "maxEventCount",
];

type Operator = "EQ" | "GT" | "GE" | "LT" | "LE";

const BOUNDS = { GT: ">", GE: ">=", LT: "<", LE: "<=" } as const;

function numbers(operator: Operator, name: string): Read {
  return (parameter): NumberCondition => ({
    kind: "number",
    names: [name],
    ...(operator === "EQ"
      ? { equals: parameter.some().map((text) => parameter.number(text)) }
      : { bounds: [{ is: BOUNDS[operator], value: parameter.number() }] }),
  });
}

/** Parts of the names of extension parameters, and where the field stands. */
const PLACES: Readonly<Record<string, ExtensionPlace>> = {
  "": "event",
  ILMD_: "ilmd",
  ERROR_DECLARATION_: "errorDeclaration",
  SENSORELEMENT_: "sensorElement",
  SENSORMETADATA_: "sensorMetadata",
  SENSORREPORT_: "sensorReport",
  readPoint_: "readPoint",
  bizLocation_: "bizLocation",
};

const LIST = /^EQ_(bizTransaction|source|destination)_(.+)$/;
const MEASURED = new RegExp(`^(EQ|GT|GE|LT|LE)_(quantity|percRank|${MEASUREMENTS.join("|")})(?:_([A-Z0-9]{2,3}))?$`);
const EXTENSION = new RegExp(`^(EQ|GT|GE|LT|LE|EXISTS)_(INNER_)?(${Object.keys(PLACES).join("|")})([^_:]*:.+)$`);
const MASTER_DATA = /^(?:HASATTR|EQATTR|EQ_ATTR)_/;

function readerOf(name: string): Read | undefined {
  if (Object.hasOwn(READERS, name)) return READERS[name];
  const [, list, type] = LIST.exec(name) ?? [];
  if (list !== undefined && type !== undefined) return typedReference(list, type);
  const [, operator, member, uom] = MEASURED.exec(name) ?? [];
  if (operator !== undefined && member !== undefined) return measured(operator as Operator, member, uom);
  const [, test, inner, place = "", field] = EXTENSION.exec(name) ?? [];
  if (test !== undefined && field !== undefined) {
    return extension(test as Operator | "EXISTS", PLACES[place] ?? "event", inner !== undefined, field);
  }
  if (MASTER_DATA.test(name)) {
    const reason = "it asks for master data, which is not kept here";
    throw new PortolanError("EpcisParameterUnsupported", { parameter: name.slice(0, 200), reason });
  }
  return undefined;
}

function typedReference(list: string, type: string): Read {
  return (parameter) => {
    const vocabulary = list === "bizTransaction" ? BIZ_TRANSACTION_TYPE : SOURCE_DESTINATION_TYPE;
    const [canonical] = new Parameter(parameter.name, [type], parameter.context).terms(vocabulary);
    const name = TERM[list as "bizTransaction" | "source" | "destination"](canonical);
    // What is no URI, the number of an order say, is compared as it is.
    return term(
      [name],
      parameter.some().map((text) => canonicalUri(parameter.context.expand(text))),
    );
  };
}

function measured(operator: Operator, member: string, uom: string | undefined): Read | undefined {
  if (member === "quantity") return numbers(operator, TERM.quantity(uom));
  if (member === "percRank") return uom === undefined ? numbers(operator, TERM.sensor(member)) : undefined;
  return numbers(operator, TERM.measurement(member, uom));
}

function extension(test: Operator | "EXISTS", place: ExtensionPlace, inner: boolean, field: string): Read {
  return (parameter) => {
    const name = TERM.extension(place, inner, parameter.context.expand(field));
    if (test === "EXISTS") return exists(name)(parameter);
    if (test !== "EQ") {
      return { kind: "number", names: [name], bounds: [{ is: BOUNDS[test], value: parameter.numberOrTime() }] };
    }
    const texts = parameter.some();
    const numeric = texts.map(numberOrTime).filter((value) => value !== undefined);
    const asText = term([name], texts);
    return numeric.length === 0
      ? asText
      : { kind: "any", of: [asText, { kind: "number", names: [name], equals: numeric }] };
  };
}

/** What does not select events but orders and counts them. */
const CONTROLS: ReadonlySet<string> = new Set(["orderBy", "orderDirection", "eventCountLimit", "maxEventCount"]);

function readControls(parameters: QueryParameters, context: Context): Omit<EventQuery, "conditions"> {
  const given = (name: string) => {
    const values = parameters.get(name);
    return values && new Parameter(name, values, context);
  };
  const orderBy = given("orderBy");
  const direction = given("orderDirection");
  const limit = given("eventCountLimit");
  const most = given("maxEventCount");
  if (limit !== undefined && most !== undefined) throw most.invalid("cannot stand beside eventCountLimit");
  if (limit !== undefined && orderBy === undefined) throw limit.invalid("needs orderBy beside it");
  return {
    order: readOrder(orderBy, direction),
    ...(limit && { eventCountLimit: limit.whole(1, Number.MAX_SAFE_INTEGER) }),
    ...(most && { maxEventCount: most.whole(1, QUERY_LIMITS.maxEventCount) }),
  };
}

function readOrder(orderBy: Parameter | undefined, direction: Parameter | undefined): EventQuery["order"] {
  const descending = (direction?.oneOf(["ASC", "DESC"])[0] ?? "DESC") === "DESC";
  if (direction !== undefined) direction.one();
  // Without a wish, events come as they were recorded: then what is new comes last, and pages stay as they are.
  if (orderBy === undefined) return { by: "recordTime", descending: direction !== undefined && descending };
  const by = orderBy.one();
  if (by === "eventTime" || by === "recordTime") return { by, descending };
  if (!by.includes(":")) throw orderBy.invalid("takes eventTime, recordTime, or an extension field with its prefix");
  return { by: { field: TERM.extension("event", false, orderBy.context.expand(by)) }, descending };
}
