import { cbvTerm } from "./cbv-term.ts";
import { isJsonObject, type JsonValue } from "./json.ts";
import { isUnLocode, parseUnLocode } from "./un-locode.ts";

/** Where something happened, as far as the payload says. */
export interface Place {
  /** Identifier of the place: an SGLN, a UN/LOCODE, or another URI. */
  readonly id?: string;
  readonly name?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
}

/** The extremes of one kind of sensor reading. */
export interface SensorSummary {
  /** As in the sensor report, e.g. `Temperature`. */
  readonly type: string;
  /** Unit of measure (UN/CEFACT Recommendation 20), e.g. `CEL`. */
  readonly unit?: string;
  readonly minimum: number;
  readonly maximum: number;
}

/** What a trace shows of a payload without opening it. Members that the payload does not have are absent. */
export interface Summary {
  readonly bizStep?: string;
  readonly disposition?: string;
  readonly action?: string;
  readonly place?: Place;
  /** Numbers of the seals found or affixed. */
  readonly seals?: readonly string[];
  readonly exceptions?: readonly string[];
  readonly result?: string;
  readonly reason?: string;
  readonly sensors?: readonly SensorSummary[];
  /** Canonical or given identifiers of the units that it declares inside, bounded. */
  readonly children?: readonly string[];
}

/** Most characters of a text and most elements of a list that a summary repeats. */
const MAX_TEXT = 500;
const MAX_LIST = 100;

/** The summary of a payload, made once when it is accepted. Unknown members and members of a wrong shape are left out. */
export function summarise(payload: Readonly<Record<string, unknown>>): Summary {
  return present({
    bizStep: term(payload["bizStep"]),
    disposition: term(payload["disposition"]),
    action: text(payload["action"]),
    place: place(payload),
    seals: texts(payload["portolan:seals"]),
    exceptions: nonEmpty(objects(payload["portolan:exceptions"]).flatMap(exception)),
    result: text(payload["portolan:result"]),
    reason: text(payload["portolan:reason"]),
    sensors: nonEmpty(sensors(payload["sensorElementList"])),
    children: texts(payload["childEPCs"]),
  });
}

function place(payload: Readonly<Record<string, unknown>>): Place | undefined {
  const code = payload["portolan:place"];
  const locode = isUnLocode(code) ? parseUnLocode(code) : undefined;
  const summary = present<Place>({
    id: locode?.code ?? placeId(payload["readPoint"]) ?? placeId(payload["bizLocation"]),
    name: text(payload["portolan:placeName"]),
    country: locode?.country,
  });
  return Object.keys(summary).length === 0 ? undefined : summary;
}

function placeId(value: unknown): string | undefined {
  return isJsonObject(value) ? text(value["id"]) : undefined;
}

function exception(value: Readonly<Record<string, JsonValue>>): string[] {
  const type = text(value["type"]);
  if (type === undefined) return [];
  const details = (["expected", "found"] as const).flatMap((name) => {
    const detail = value[name];
    return typeof detail === "string" || typeof detail === "number" ? [`${name} ${detail}`.slice(0, MAX_TEXT)] : [];
  });
  return [details.length === 0 ? type : `${type}: ${details.join(", ")}`];
}

function sensors(elements: unknown): SensorSummary[] {
  const summaries = new Map<string, SensorSummary>();
  for (const report of objects(elements).flatMap((element) => objects(element["sensorReport"]))) {
    const type = term(report["type"]);
    const readings = [report["value"], report["minValue"], report["maxValue"]].filter((v) => typeof v === "number");
    if (type === undefined || readings.length === 0) continue;
    const unit = text(report["uom"]);
    const key = JSON.stringify([type, unit]);
    const before = summaries.get(key);
    if (before === undefined && summaries.size === MAX_LIST) continue;
    summaries.set(key, {
      type,
      ...(unit === undefined ? {} : { unit }),
      minimum: Math.min(...readings, before?.minimum ?? Infinity),
      maximum: Math.max(...readings, before?.maximum ?? -Infinity),
    });
  }
  return [...summaries.values()];
}

function term(value: unknown): string | undefined {
  const name = text(value);
  return name === undefined ? undefined : cbvTerm(name);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value.slice(0, MAX_TEXT) : undefined;
}

function texts(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return nonEmpty(value.slice(0, MAX_LIST).flatMap((element) => text(element) ?? []));
}

function objects(value: unknown): Readonly<Record<string, JsonValue>>[] {
  return Array.isArray(value) ? value.slice(0, MAX_LIST).filter(isJsonObject) : [];
}

function nonEmpty<Element>(list: readonly Element[]): readonly Element[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** The same without the members that are undefined. */
function present<Type extends object>(members: { [Name in keyof Type]-?: Type[Name] | undefined }): Type {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Type;
}
