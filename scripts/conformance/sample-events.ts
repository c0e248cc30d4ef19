import type { JsonObject } from "../../src/domain/encoding/json.ts";

export const SAMPLE_CONTEXT = { example: "https://ns.example.com/epcis/" };

/** The letters of the sample events with sensors, one of each type. `f` has an error declaration, `g`. */
export const TYPED_LETTERS = "abcde";

/** The position of a sample's letter in the alphabet, which distinguishes its numbers and times. */
export const rankOf = (letter: string) => letter.charCodeAt(0) - 96;

/** Identifiers that are unique to a run. */
export function identifiersOf(run: string) {
  const serial = (tail: string) => `urn:epc:id:sgtin:9506000.134352.${run}${tail}`;
  const digits = String(parseInt(run.slice(0, 8), 16) % 1_000_000_000).padStart(9, "0");
  return {
    one: serial("1"),
    two: serial("2"),
    three: serial("3"),
    four: serial("4"),
    /** An EPC of no event. */
    absent: serial("0"),
    /** The EPC `one` as a GS1 Digital Link. */
    oneAsLink: `https://id.gs1.org/01/19506000343522/21/${run}1`,
    pallet: `urn:epc:id:sscc:9506000.0${digits}`,
    crate: `urn:epc:id:grai:9506000.12345.${run}`,
    device: (letter: string) => `urn:epc:id:giai:9506000.${run}${letter}`,
    lot: (letter: string) => `urn:epc:class:lgtin:9506000.134352.${run}${letter}`,
    order: (letter: string) => `urn:epcglobal:cbv:bt:9506000000001:${run}${letter}`,
    party: (letter: string) => `urn:epc:id:pgln:9506000.0000${rankOf(letter)}`,
    transformation: `urn:epcglobal:cbv:xform:9506000000001:${run}`,
    readPoint: (letter: string) => `urn:epc:id:sgln:9506000.00001.${run}R${letter}`,
    bizLocation: (letter: string) => `urn:epc:id:sgln:9506000.00001.${run}B${letter}`,
    /** The URI of something that an event refers to. */
    reference: (what: string, letter: string) => `https://data.example.com/${run}/${what}/${letter}`,
    eventID: (letter: string) => `urn:uuid:${uuidOf(run, letter)}`,
  };
}

export type Identifiers = ReturnType<typeof identifiersOf>;

/** The types of the business transactions of the samples. */
export const BIZ_TRANSACTION_TYPES: Readonly<Record<string, string>> = {
  a: "po",
  b: "desadv",
  c: "prodorder",
  d: "inv",
  e: "rma",
};

/**
 * Valid events of all five types, by letter, one minute apart. Each event of `a` to `e` has all members of its type,
 * with values of its own. `declaration` declares the event `f` wrong.
 *
 * @param hour start of their hour in Unix milliseconds.
 */
export function sampleEvents(run: string, hour: number) {
  const id = identifiersOf(run);
  const common = (letter: string) => ({
    eventID: id.eventID(letter),
    eventTime: minuteOf(hour, letter),
    eventTimeZoneOffset: "+00:00",
  });
  const full = (letter: string) => ({
    ...common(letter),
    certificationInfo: [id.reference("certificate", letter)],
    readPoint: { id: id.readPoint(letter), "example:dock": `dock ${letter}` },
    bizLocation: { id: id.bizLocation(letter), "example:hall": `hall ${letter}` },
    bizTransactionList: [{ type: BIZ_TRANSACTION_TYPES[letter] ?? "po", bizTransaction: id.order(letter) }],
    sourceList: [
      { type: "owning_party", source: id.party(letter) },
      { type: "location", source: id.readPoint(letter) },
    ],
    destinationList: [
      { type: "owning_party", destination: id.party(letter) },
      { type: "location", destination: id.bizLocation(letter) },
    ],
    sensorElementList: [sensorElement(id, hour, letter)],
    "example:note": `note ${letter}`,
    "example:weight": rankOf(letter),
    "example:checkedAt": minuteOf(hour, letter),
    "example:box": { "example:colour": `colour ${letter}`, "example:layers": rankOf(letter) },
  });
  const masterData = (letter: string) => ({
    "example:grade": rankOf(letter),
    "example:breed": `breed ${letter}`,
    "example:harvest": { "example:farm": `farm ${letter}`, "example:acres": rankOf(letter) },
  });
  const quantity = (letter: string, lot = letter) => ({
    epcClass: id.lot(lot),
    quantity: 10.5 + rankOf(letter),
    uom: "KGM",
  });
  const observed = {
    type: "ObjectEvent",
    ...common("f"),
    action: "OBSERVE",
    bizStep: "inspecting",
    epcList: [id.four],
  };
  return {
    a: {
      type: "ObjectEvent",
      ...full("a"),
      action: "ADD",
      bizStep: "commissioning",
      disposition: "active",
      persistentDisposition: { set: ["completeness_inferred"], unset: ["mismatch_class"] },
      epcList: [id.one, id.two],
      quantityList: [quantity("a")],
      ilmd: masterData("a"),
    },
    b: {
      type: "AggregationEvent",
      ...full("b"),
      action: "ADD",
      bizStep: "packing",
      disposition: "in_progress",
      parentID: id.pallet,
      childEPCs: [id.one],
      childQuantityList: [quantity("b")],
    },
    c: {
      type: "TransformationEvent",
      ...full("c"),
      bizStep: "creating_class_instance",
      disposition: "sellable_accessible",
      persistentDisposition: { set: ["completeness_verified"], unset: ["mismatch_quantity"] },
      transformationID: id.transformation,
      inputEPCList: [id.two],
      inputQuantityList: [quantity("c", "a")],
      outputEPCList: [id.three],
      outputQuantityList: [quantity("c")],
      ilmd: masterData("c"),
    },
    d: {
      type: "TransactionEvent",
      ...full("d"),
      action: "OBSERVE",
      bizStep: "shipping",
      disposition: "in_transit",
      parentID: id.crate,
      epcList: [id.three],
      quantityList: [quantity("d")],
    },
    e: {
      type: "AssociationEvent",
      ...full("e"),
      action: "ADD",
      bizStep: "assembling",
      disposition: "container_closed",
      parentID: id.pallet,
      childEPCs: [id.device("e")],
      childQuantityList: [quantity("e")],
    },
    f: observed,
    declaration: {
      ...observed,
      errorDeclaration: {
        declarationTime: minuteOf(hour, "g"),
        reason: "incorrect_data",
        correctiveEventIDs: [id.eventID("z")],
        "example:officer": "officer g",
        "example:points": rankOf("g"),
        "example:desk": { "example:floor": "floor g", "example:number": rankOf("g") },
      },
    },
  } satisfies Record<string, JsonObject>;
}

/** The time of a sample's letter: as many minutes after the hour as its rank. */
export function minuteOf(hour: number, letter: string): string {
  return new Date(hour + rankOf(letter) * 60_000).toISOString();
}

/** A sensor element with all members of the standard. */
function sensorElement(id: Identifiers, hour: number, letter: string) {
  const rank = rankOf(letter);
  const time = minuteOf(hour, letter);
  return {
    sensorMetadata: {
      time,
      startTime: time,
      endTime: time,
      deviceID: id.device(letter),
      deviceMetadata: id.reference("device", letter),
      rawData: id.reference("data", letter),
      dataProcessingMethod: id.reference("method", letter),
      bizRules: id.reference("rules", letter),
      "example:firmware": `firmware ${letter}`,
    },
    sensorReport: [
      {
        type: "Temperature",
        exception: "ALARM_CONDITION",
        time,
        value: 20.5 + rank,
        minValue: 19.5 + rank,
        maxValue: 22.5 + rank,
        meanValue: 21.5 + rank,
        sDev: 0.5 + rank,
        percRank: 50 + rank,
        percValue: 20.25 + rank,
        uom: "CEL",
        "example:probe": `probe ${letter}`,
      },
      {
        type: "Altitude",
        component: "x",
        coordinateReferenceSystem: id.reference("grid", letter),
        value: 5,
        uom: "MTR",
      },
      { type: "MassConcentration", value: 1, uom: "GL", chemicalSubstance: id.reference("substance", letter) },
      { type: "MassConcentration", value: 2, uom: "GL", microorganism: id.reference("organism", letter) },
      { type: "https://ns.example.com/epcis/door", booleanValue: rank % 2 === 1 },
      { type: "https://ns.example.com/epcis/state", stringValue: `state ${letter}` },
      { type: "https://ns.example.com/epcis/raw", hexBinaryValue: `F0F${letter.toUpperCase()}` },
      { type: "https://ns.example.com/epcis/page", uriValue: id.reference("page", letter) },
    ],
    "example:mounting": `mounting ${letter}`,
  };
}

/** Returns the UUID of the event `letter` of a run. */
function uuidOf(run: string, letter: string): string {
  const hex = run.toLowerCase().padEnd(16, "0");
  const tail = rankOf(letter).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-8${hex.slice(13, 16)}-${tail}`;
}
