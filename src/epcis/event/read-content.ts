import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { parseIdentifier } from "../../domain/identifiers/identifier.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/encoding/json.ts";
import type { Context } from "./context.ts";
import {
  EPC_ROLES,
  EVENT_TYPES,
  QUANTITY_ROLES,
  type Action,
  type NamedEpc,
  type ErrorDeclaration,
  type EventContent,
  type NamedQuantity,
  type SensorElement,
  type SensorMembers,
  type TypedReference,
} from "./event-content.ts";
import { eventHashId } from "./event-hash.ts";
import { parseEventTime } from "./event-time.ts";
import { readExtensions } from "./read-extensions.ts";
import { pointerTo, type Violation } from "./violation.ts";
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
  termViolation,
  type Vocabulary,
} from "./vocabulary.ts";

/** Terms among the members of a sensor report. */
const SENSOR_TERMS: Readonly<Record<string, Vocabulary>> = {
  type: MEASUREMENT_TYPE,
  exception: SENSOR_ALERT_TYPE,
  component: COMPONENT,
};

/**
 * What a structurally valid event says. Terms that are no terms and identifiers that are none are told as violations on
 * the way.
 */
export function readContent(event: JsonObject, context: Context): { content: EventContent; violations: Violation[] } {
  const reader = new ContentReader(event, context);
  return { content: reader.read(), violations: reader.violations };
}

class ContentReader {
  readonly violations: Violation[] = [];
  readonly #event: JsonObject;
  readonly #context: Context;

  constructor(event: JsonObject, context: Context) {
    this.#event = event;
    this.#context = context;
  }

  read(): EventContent {
    const type = this.#event["type"] as string;
    const known = EVENT_TYPES.some((name) => name === type);
    const common = {
      type: known ? type : this.#context.expand(type),
      eventID: this.#text("eventID") ?? eventHashId(this.#event, this.#context),
      eventTimeMs: parseEventTime(this.#event["eventTime"] as string) as number,
      eventTimeZoneOffset: this.#event["eventTimeZoneOffset"] as string,
      ...present({ errorDeclaration: this.#errorDeclaration() }),
      extensions: readExtensions(this.#event, this.#context, known),
    };
    return { ...common, ...(known ? this.#circumstances() : NO_CIRCUMSTANCES) };
  }

  #circumstances() {
    return {
      ...present({
        action: this.#text("action") as Action | undefined,
        bizStep: this.#term(this.#event["bizStep"], BIZ_STEP, "/bizStep"),
        disposition: this.#term(this.#event["disposition"], DISPOSITION, "/disposition"),
        persistentDisposition: this.#persistentDisposition(),
        readPoint: this.#place("readPoint"),
        bizLocation: this.#place("bizLocation"),
        transformationID: this.#text("transformationID"),
      }),
      epcs: EPC_ROLES.flatMap((role) => this.#epcs(role)),
      quantities: QUANTITY_ROLES.flatMap((role) => this.#quantities(role)),
      bizTransactions: this.#references("bizTransactionList", "bizTransaction", BIZ_TRANSACTION_TYPE),
      sources: this.#references("sourceList", "source", SOURCE_DESTINATION_TYPE),
      destinations: this.#references("destinationList", "destination", SOURCE_DESTINATION_TYPE),
      sensors: this.#objects("sensorElementList").map(([element, pointer]) => this.#sensor(element, pointer)),
    };
  }

  #text(member: string): string | undefined {
    return this.#event[member] as string | undefined;
  }

  #term(text: JsonValue | undefined, vocabulary: Vocabulary, pointer: string): string | undefined {
    if (typeof text !== "string") return undefined;
    const reason = termViolation(vocabulary, text, this.#context);
    if (reason !== undefined) this.violations.push({ pointer, reason });
    return canonicalTerm(vocabulary, text, this.#context);
  }

  #persistentDisposition() {
    const told = this.#event["persistentDisposition"];
    if (!isJsonObject(told)) return undefined;
    const terms = (member: string) =>
      strings(told[member]).map(
        (text, index) => this.#term(text, DISPOSITION, `/persistentDisposition/${member}/${index}`) as string,
      );
    return { set: terms("set"), unset: terms("unset") };
  }

  #place(member: string): string | undefined {
    const place = this.#event[member];
    return isJsonObject(place) ? this.#identifier(place["id"] as string, `/${member}/id`).uri : undefined;
  }

  #epcs(role: NamedEpc["role"]): NamedEpc[] {
    const told = this.#event[role];
    if (typeof told === "string") {
      const { uri, unit } = this.#identifier(told, `/${role}`);
      return [{ role, epc: uri, unit }];
    }
    return strings(told).map((text, index) => {
      const { uri, unit } = this.#identifier(text, `/${role}/${index}`);
      return { role, epc: uri, unit };
    });
  }

  #quantities(role: NamedQuantity["role"]): NamedQuantity[] {
    return this.#objects(role).map(([element, pointer]) => {
      const { epcClass, quantity, uom } = element as { epcClass: string; quantity?: number; uom?: string };
      const { uri, scheme } = this.#identifier(epcClass, `${pointer}/epcClass`);
      return { role, epcClass: uri, unit: scheme === "lgtin", ...present({ quantity, uom }) };
    });
  }

  #references(list: string, member: string, vocabulary: Vocabulary): TypedReference[] {
    return this.#objects(list).map(([element, pointer]) => ({
      ...present({ type: this.#term(element["type"], vocabulary, `${pointer}/type`) }),
      id: this.#identifier(element[member] as string, `${pointer}/${member}`).uri,
    }));
  }

  #sensor(element: JsonObject, pointer: string): SensorElement {
    const metadata = element["sensorMetadata"];
    const reports = element["sensorReport"] as readonly JsonObject[];
    return {
      metadata: isJsonObject(metadata) ? this.#sensorMembers(metadata, `${pointer}/sensorMetadata`) : {},
      reports: reports.map((report, index) => this.#sensorMembers(report, `${pointer}/sensorReport/${index}`)),
    };
  }

  #sensorMembers(members: JsonObject, pointer: string): SensorMembers {
    const read: Record<string, string | number | boolean> = {};
    for (const [name, value] of Object.entries(members)) {
      const vocabulary = SENSOR_TERMS[name];
      if (name.includes(":") || typeof value === "object") continue;
      read[name] = vocabulary === undefined ? value : (this.#term(value, vocabulary, `${pointer}/${name}`) as string);
    }
    return read;
  }

  #errorDeclaration(): ErrorDeclaration | undefined {
    const told = this.#event["errorDeclaration"];
    if (!isJsonObject(told)) return undefined;
    return {
      declaredAtMs: parseEventTime(told["declarationTime"] as string) as number,
      ...present({ reason: this.#term(told["reason"], ERROR_REASON, "/errorDeclaration/reason") }),
      correctiveEventIDs: strings(told["correctiveEventIDs"]),
    };
  }

  #objects(list: string): [JsonObject, string][] {
    const elements = (this.#event[list] ?? []) as readonly JsonObject[];
    return elements.map((element, index) => [element, pointerTo(`/${list}`, index)]);
  }

  /** The canonical form of an identifier. A URI that claims to be a GS1 key, and is none, is a violation. */
  #identifier(text: string, pointer: string): { uri: string; scheme: string; unit: boolean } {
    try {
      const { uri, scheme, names } = parseIdentifier(this.#context.expand(text));
      return { uri, scheme, unit: names === "unit" };
    } catch (error) {
      if (!PortolanError.is(error)) throw error;
      this.violations.push({ pointer, reason: reasonOf(error) });
      return { uri: text, scheme: "uri", unit: false };
    }
  }
}

const NO_CIRCUMSTANCES = {
  epcs: [],
  quantities: [],
  bizTransactions: [],
  sources: [],
  destinations: [],
  sensors: [],
};

function reasonOf({ code, facts }: PortolanError): string {
  return code === "IdentifierCheckDigitWrong"
    ? `has a wrong check digit; it should be ${String(facts["expected"])}`
    : `is not a valid ${String(facts["scheme"])} identifier: it needs ${String(facts["expected"])}`;
}

function strings(list: JsonValue | undefined): readonly string[] {
  return (list ?? []) as readonly string[];
}

/** The members that are there. */
function present<Members extends object>(
  members: Members,
): { [Member in keyof Members]?: Exclude<Members[Member], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
}
