import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import type { ExtensionPlace } from "../../event/event-content.ts";
import { BIZ_TRANSACTION_TYPE, SOURCE_DESTINATION_TYPE, type Vocabulary } from "../../event/vocabulary.ts";
import type { IdentifierRole } from "../../../domain/identifiers/identifier.ts";
import { canonicalUri } from "../../event/canonical-uri.ts";
import { MEASUREMENTS, TERM } from "../term-names.ts";
import { exists, numbers, numbersOrTimes, term, type ConditionReader } from "./condition-readers.ts";
import { numberOrTime, Parameter } from "./parameter.ts";

/** The lists of typed references, with the vocabulary of their types and their name in the index. */
const REFERENCES = new Map<
  string,
  { vocabulary: Vocabulary; role: IdentifierRole; name: (type: string | undefined) => string }
>([
  ["bizTransaction", { vocabulary: BIZ_TRANSACTION_TYPE, role: "document", name: TERM.bizTransaction }],
  ["source", { vocabulary: SOURCE_DESTINATION_TYPE, role: "party", name: TERM.source }],
  ["destination", { vocabulary: SOURCE_DESTINATION_TYPE, role: "party", name: TERM.destination }],
]);

/** The object that contains an extension member, by the part of a parameter's name. */
const PLACES = new Map<string, ExtensionPlace>([
  ["", "event"],
  ["ILMD_", "ilmd"],
  ["ERROR_DECLARATION_", "errorDeclaration"],
  ["SENSORELEMENT_", "sensorElement"],
  ["SENSORMETADATA_", "sensorMetadata"],
  ["SENSORREPORT_", "sensorReport"],
  ["readPoint_", "readPoint"],
  ["bizLocation_", "bizLocation"],
]);

const REFERENCE = new RegExp(`^EQ_(${[...REFERENCES.keys()].join("|")})_(.+)$`);
const MEASURED = new RegExp(`^(EQ|GT|GE|LT|LE)_(quantity|percRank|${MEASUREMENTS.join("|")})(?:_([A-Z0-9]{2,3}))?$`);
const EXTENSION = new RegExp(`^(EQ|GT|GE|LT|LE|EXISTS)_(INNER_)?(${[...PLACES.keys()].join("|")})([^_:]*:.+)$`);
const MASTER_DATA = /^(?:HASATTR|EQATTR|EQ_ATTR)_/;

/**
 * Finds the reader of a parameter whose name consists of an operator, a member and a unit or type (EPCIS 2.0, 8.2.7.1).
 *
 * @returns `undefined` for a name that the standard does not define.
 * @throws PortolanError `EpcisParameterUnsupported` for parameters on master data.
 */
export function composedParameter(name: string): ConditionReader | undefined {
  const [, list = "", type] = REFERENCE.exec(name) ?? [];
  if (type !== undefined) return reference(list, type);
  const [, operator, member, uom] = MEASURED.exec(name) ?? [];
  if (operator !== undefined && member !== undefined) return measured(operator, member, uom);
  const [, test, inner, place = "", field] = EXTENSION.exec(name) ?? [];
  if (test !== undefined && field !== undefined) {
    return extension(test, PLACES.get(place) ?? "event", inner !== undefined, field);
  }
  if (MASTER_DATA.test(name)) {
    const reason = "it asks for master data, which is not stored";
    throw new PortolanError("EpcisParameterUnsupported", { parameter: name.slice(0, 200), reason });
  }
  return undefined;
}

function reference(list: string, type: string): ConditionReader | undefined {
  const found = REFERENCES.get(list);
  return (
    found &&
    ((parameter) => {
      const [canonical] = new Parameter(parameter.name, [type], parameter.context).terms(found.vocabulary);
      // Compares a value that is not a URI, such as an order number, unchanged.
      const values = parameter.some().map((text) => canonicalUri(parameter.context.expand(text), found.role));
      return term([found.name(canonical)], values);
    })
  );
}

function measured(operator: string, member: string, uom: string | undefined): ConditionReader | undefined {
  if (member === "quantity") return numbers(operator, TERM.quantity(uom));
  if (member === "percRank") return uom === undefined ? numbers(operator, TERM.sensor(member)) : undefined;
  return numbers(operator, TERM.measurement(member, uom));
}

function extension(test: string, place: ExtensionPlace, inner: boolean, field: string): ConditionReader {
  return (parameter) => {
    const name = TERM.extension(place, inner, parameter.context.expand(field));
    if (test === "EXISTS") return exists(name)(parameter);
    const compare = numbersOrTimes(test, name);
    if (compare !== undefined) return compare(parameter);
    const texts = parameter.some();
    const asText = term([name], texts);
    const asNumbers = texts.map(numberOrTime).filter((value) => value !== undefined);
    return asNumbers.length === 0
      ? asText
      : { kind: "any", of: [asText, { kind: "number", names: [name], equals: asNumbers }] };
  };
}
