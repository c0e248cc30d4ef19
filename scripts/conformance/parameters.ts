import { BIZ_TRANSACTION_TYPES, minuteOf, rankOf, type Identifiers } from "./sample-events.ts";

/** The values of a run from which a case computes the value of its parameter. */
interface Given {
  readonly id: Identifiers;
  /** Start of the hour of the sample events, in Unix milliseconds. */
  readonly hour: number;
}

/** A query parameter with a value that finds sample events, and one that finds none. */
export interface ParameterCase {
  readonly parameter: string;
  finds(given: Given): string;
  /** Letters of the sample events that the first value finds. */
  readonly found: string;
  misses?(given: Given): string;
  /** The parameter of the value that finds none; the same by default. */
  readonly missing?: string;
}

function texts(
  parameter: string,
  found: string,
  finds: string | ((given: Given) => string),
  misses: string | ((given: Given) => string),
): ParameterCase {
  const valueOf = (value: typeof finds) => (typeof value === "string" ? () => value : value);
  return { parameter, found, finds: valueOf(finds), misses: valueOf(misses) };
}

/** A parameter with the values of the letter `c`, and of a letter of no event. */
const ofLetter = (parameter: string, valueOf: (given: Given, letter: string) => string, letter = "c") =>
  texts(
    parameter,
    letter,
    (given) => valueOf(given, letter),
    (given) => valueOf(given, "z"),
  );

const reference = (parameter: string, what: string) =>
  ofLetter(parameter, ({ id }, letter) => id.reference(what, letter));

/**
 * The comparisons of a number. `GE` and `LE` must include their value, `GT` and `LT` must exclude it.
 *
 * @param member name of the parameter after its operator.
 * @param valueOf the number of a letter, which grows with its rank.
 * @param letters the events that have the number.
 */
function numbers(member: string, valueOf: (rank: number) => number, letters = "abcde"): ParameterCase[] {
  const [first, last] = [letters.at(0) ?? "", letters.at(-1) ?? ""];
  const [least, most] = [valueOf(rankOf(first)), valueOf(rankOf(last))];
  const of = (operator: string, found: string, finds: number, misses: number) =>
    texts(`${operator}_${member}`, found, String(finds), String(misses));
  return [
    of("EQ", first, least, least + 0.125),
    of("GT", letters, least - 0.125, most),
    of("GE", last, most, most + 0.125),
    of("LT", letters, most + 0.125, least),
    of("LE", first, least, least - 0.125),
  ];
}

/** The bounds of a time. `GE` must include its value, `LT` must exclude it. */
function times(member: string, letters: string): ParameterCase[] {
  const [first, last] = [letters.at(0) ?? "", letters.at(-1) ?? ""];
  const before = ({ hour }: Given, letter: string, ms: number) =>
    new Date(Date.parse(minuteOf(hour, letter)) - ms).toISOString();
  return [
    texts(
      `GE_${member}`,
      last,
      (given) => before(given, last, 0),
      (given) => before(given, last, -1000),
    ),
    texts(
      `LT_${member}`,
      letters,
      (given) => before(given, last, -1000),
      (given) => before(given, first, 0),
    ),
  ];
}

const exists = (parameter: string, found: string, missing: string): ParameterCase => ({
  parameter,
  found,
  finds: () => "true",
  misses: () => "true",
  missing,
});

/** An extension field with a text, and its existence. */
const extension = (place: string, field: string, valueOf: (letter: string) => string, letters: string) => {
  const [first = ""] = letters;
  const name = `${place}example:${field}`;
  return [
    ofLetter(`EQ_${name}`, (_, letter) => valueOf(letter), first),
    exists(`EXISTS_${name}`, letters, `EXISTS_${place}example:absent`),
  ];
};

const soon = (days: number) => () => new Date(Date.now() + days * 86_400_000).toISOString();

/** All parameters of the SimpleEventQuery (EPCIS 2.0, 8.2.7.1), except those on master data. */
export const PARAMETERS: readonly ParameterCase[] = [
  texts("eventType", "d", "TransactionEvent", "https://ns.example.com/epcis/NoEvent"),
  texts(
    "GE_eventTime",
    "efg",
    ({ hour }) => minuteOf(hour, "e"),
    ({ hour }) => minuteOf(hour, "g"),
  ),
  texts(
    "LT_eventTime",
    "abc",
    ({ hour }) => minuteOf(hour, "d"),
    ({ hour }) => minuteOf(hour, "a"),
  ),
  texts("GE_recordTime", "abcdefg", soon(-1), soon(1)),
  texts("LT_recordTime", "abcdefg", soon(1), soon(-1)),
  texts("EQ_action", "abe", "ADD", "DELETE"),
  texts("EQ_bizStep", "b", "packing", "receiving"),
  texts("EQ_disposition", "d", "in_transit", "returned"),
  texts("EQ_persistentDisposition_set", "c", "completeness_verified", "mismatch_quantity"),
  texts("EQ_persistentDisposition_unset", "c", "mismatch_quantity", "completeness_verified"),
  ...["EQ", "WD"].flatMap((operator) => [
    ofLetter(`${operator}_readPoint`, ({ id }, letter) => id.readPoint(letter)),
    ofLetter(`${operator}_bizLocation`, ({ id }, letter) => id.bizLocation(letter)),
  ]),
  ...extension("readPoint_", "dock", (letter) => `dock ${letter}`, "abcde").slice(0, 1),
  ...extension("bizLocation_", "hall", (letter) => `hall ${letter}`, "abcde").slice(0, 1),
  ...Object.entries(BIZ_TRANSACTION_TYPES).map(([letter, type]) =>
    texts(
      `EQ_bizTransaction_${type}`,
      letter,
      ({ id }) => id.order(letter),
      ({ id }) => id.order(letter === "a" ? "b" : "a"),
    ),
  ),
  ofLetter("EQ_source_owning_party", ({ id }, letter) => id.party(letter)),
  ofLetter("EQ_source_location", ({ id }, letter) => id.readPoint(letter)),
  ofLetter("EQ_destination_owning_party", ({ id }, letter) => id.party(letter)),
  ofLetter("EQ_destination_location", ({ id }, letter) => id.bizLocation(letter)),
  texts(
    "EQ_transformationID",
    "c",
    ({ id }) => id.transformation,
    ({ id }) => id.order("c"),
  ),
  texts(
    "EQ_eventID",
    "d",
    ({ id }) => id.eventID("d"),
    ({ id }) => id.eventID("z"),
  ),
  texts(
    "MATCH_epc",
    "ab",
    ({ id }) => id.one,
    ({ id }) => id.pallet,
  ),
  texts(
    "MATCH_parentID",
    "be",
    ({ id }) => id.pallet,
    ({ id }) => id.one,
  ),
  texts(
    "MATCH_inputEPC",
    "c",
    ({ id }) => id.two,
    ({ id }) => id.three,
  ),
  texts(
    "MATCH_outputEPC",
    "c",
    ({ id }) => id.three,
    ({ id }) => id.two,
  ),
  texts(
    "MATCH_anyEPC",
    "cd",
    ({ id }) => id.three,
    ({ id }) => id.absent,
  ),
  texts(
    "MATCH_epcClass",
    "a",
    ({ id }) => id.lot("a"),
    ({ id }) => id.lot("c"),
  ),
  texts(
    "MATCH_inputEPCClass",
    "c",
    ({ id }) => id.lot("a"),
    ({ id }) => id.lot("c"),
  ),
  texts(
    "MATCH_outputEPCClass",
    "c",
    ({ id }) => id.lot("c"),
    ({ id }) => id.lot("a"),
  ),
  texts(
    "MATCH_anyEPCClass",
    "ac",
    ({ id }) => id.lot("a"),
    ({ id }) => id.lot("z"),
  ),
  ...numbers("quantity", (rank) => 10.5 + rank),
  ...numbers("quantity_KGM", (rank) => 10.5 + rank),
  exists("EXISTS_errorDeclaration", "g", "EXISTS_example:absent"),
  ...times("errorDeclaration_Time", "g"),
  texts("EQ_errorReason", "g", "incorrect_data", "did_not_occur"),
  texts(
    "EQ_correctiveEventID",
    "g",
    ({ id }) => id.eventID("z"),
    ({ id }) => id.eventID("a"),
  ),
  ...extension("ERROR_DECLARATION_", "officer", (letter) => `officer ${letter}`, "g"),
  ...numbers("ERROR_DECLARATION_example:points", (rank) => rank, "g"),
  ...extension("INNER_ERROR_DECLARATION_", "floor", (letter) => `floor ${letter}`, "g"),
  ...numbers("INNER_ERROR_DECLARATION_example:number", (rank) => rank, "g"),
  ...extension("", "note", (letter) => `note ${letter}`, "abcde"),
  ...numbers("example:weight", (rank) => rank),
  ...times("example:checkedAt", "abcde"),
  ...extension("INNER_", "colour", (letter) => `colour ${letter}`, "abcde"),
  ...numbers("INNER_example:layers", (rank) => rank),
  ...extension("ILMD_", "breed", (letter) => `breed ${letter}`, "ac"),
  ...numbers("ILMD_example:grade", (rank) => rank, "ac"),
  ...extension("INNER_ILMD_", "farm", (letter) => `farm ${letter}`, "ac"),
  ...numbers("INNER_ILMD_example:acres", (rank) => rank, "ac"),
  exists("EXISTS_sensorElementList", "abcde", "EXISTS_example:absent"),
  ...["time", "startTime", "endTime"].flatMap((member) => times(member, "abcde")),
  texts("EQ_type", "abcde", "Temperature", "Speed"),
  ofLetter("EQ_deviceID", ({ id }, letter) => id.device(letter)),
  reference("EQ_dataProcessingMethod", "method"),
  reference("EQ_microorganism", "organism"),
  reference("EQ_chemicalSubstance", "substance"),
  reference("EQ_bizRules", "rules"),
  ofLetter("EQ_stringValue", (_, letter) => `state ${letter}`),
  { parameter: "EQ_booleanValue", found: "bd", finds: () => "false" },
  texts("EQ_hexBinaryValue", "c", "F0FC", "F0F0"),
  reference("EQ_uriValue", "page"),
  ...numbers("percRank", (rank) => 50 + rank),
  ...numbers("value_CEL", (rank) => 20.5 + rank),
  ...numbers("minValue_CEL", (rank) => 19.5 + rank),
  ...numbers("maxValue_CEL", (rank) => 22.5 + rank),
  ...numbers("meanValue_CEL", (rank) => 21.5 + rank),
  ...numbers("sDev_CEL", (rank) => 0.5 + rank),
  ...numbers("percValue_CEL", (rank) => 20.25 + rank),
  ...extension("SENSORELEMENT_", "mounting", (letter) => `mounting ${letter}`, "abcde").slice(0, 1),
  ...extension("SENSORMETADATA_", "firmware", (letter) => `firmware ${letter}`, "abcde").slice(0, 1),
  ...extension("SENSORREPORT_", "probe", (letter) => `probe ${letter}`, "abcde").slice(0, 1),
];
