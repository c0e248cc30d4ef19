import fc from "fast-check";

import { gs1CheckDigit } from "../../../src/domain/identifiers/gs1-check-digit.ts";
import type { JsonObject, JsonValue } from "../../../src/domain/encoding/json.ts";

/** The definitions of the generated events' prefixes. */
export const CONTEXT = { example: "https://ns.example.com/epcis/" };

/** A value in two equivalent notations, and the fact that both state. */
interface Told<Fact> {
  readonly one: JsonValue;
  readonly other: JsonValue;
  readonly fact: Fact;
}

type Arbitrary<Fact> = fc.Arbitrary<Told<Fact>>;

const link = (path: string) => `https://id.gs1.org/${path}`;
const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: length, maxLength: length });
const serial = fc.string({ unit: fc.constantFrom(..."ABxyz01789-_"), minLength: 1, maxLength: 12 });

const keyed = (urn: string, path: string): Told<string> => ({ one: urn, other: link(path), fact: link(path) });

const gtin = (item: string) => {
  const body = `${item.slice(0, 1)}9521141${item.slice(1)}`;
  return body + gs1CheckDigit(body);
};

const instance = fc
  .tuple(digits(6), serial)
  .map(([item, text]) => keyed(`urn:epc:id:sgtin:9521141.${item}.${text}`, `01/${gtin(item)}/21/${text}`));

const lot = fc
  .tuple(digits(6), serial)
  .map(([item, text]) => keyed(`urn:epc:class:lgtin:9521141.${item}.${text}`, `01/${gtin(item)}/10/${text}`));

const container = digits(10).map((reference) => {
  const body = `${reference.slice(0, 1)}9521141${reference.slice(1)}`;
  return keyed(`urn:epc:id:sscc:9521141.${reference}`, `00/${body}${gs1CheckDigit(body)}`);
});

const gln = (scheme: string, ai: string, extension: string) =>
  digits(5).map((reference) => {
    const body = `9521141${reference}`;
    return keyed(
      `urn:epc:id:${scheme}:${body.slice(0, 7)}.${reference}${extension}`,
      `${ai}/${body}${gs1CheckDigit(body)}`,
    );
  });

const place = gln("sgln", "414", ".0");
const party = gln("pgln", "417", "");

const word = (list: string, ...words: string[]): Arbitrary<string> =>
  fc.constantFrom(...words).map((one) => ({ one, other: `cbv:${list}-${one}`, fact: one }));

const plain = <Value extends JsonValue>(value: fc.Arbitrary<Value>): Arbitrary<Value> =>
  value.map((one) => ({ one, other: one, fact: one }));

const amount = plain(fc.integer({ min: 0, max: 10_000_000 }).map((thousandths) => thousandths / 1000));

/** A moment, in the zone of the event's place and in UTC. */
const moment: Arbitrary<number> = fc.integer({ min: 1_600_000_000, max: 1_900_000_000 }).map((seconds) => {
  const utc = new Date(seconds * 1000).toISOString();
  const local = new Date((seconds + 5400) * 1000).toISOString().replace("Z", "+01:30");
  return { one: local, other: utc.replace(".000Z", "Z"), fact: seconds * 1000 };
});

/** An unordered list, and the same list reversed. */
const list = <Fact>(element: Arbitrary<Fact>, minLength = 1): Arbitrary<Fact[]> =>
  fc
    .uniqueArray(element, { selector: ({ other }) => JSON.stringify(other), minLength, maxLength: 3 })
    .map((elements) => ({
      one: elements.map(({ one }) => one),
      other: elements.map(({ other }) => other).toReversed(),
      fact: elements.map(({ fact }) => fact),
    }));

type Members = Readonly<Record<string, Arbitrary<unknown>>>;

/** An object, and the same object with its members reversed. */
const object = <Required extends Members, Optional extends Members>(required: Required, optional: Optional) =>
  fc
    .record({ ...required, ...optional }, { requiredKeys: Object.keys(required) })
    .map((told: Partial<Record<string, Told<unknown>>>) => {
      const members = Object.entries(told) as [string, Told<unknown>][];
      const part = <Part>(pick: (member: Told<unknown>) => Part) =>
        members.map(([name, one]) => [name, pick(one)] as const);
      return {
        one: Object.fromEntries(part(({ one }) => one)),
        other: Object.fromEntries(part(({ other }) => other).toReversed()),
        fact: Object.fromEntries(part(({ fact }) => fact)),
      } as Told<Facts<Required> & Partial<Facts<Optional>>>;
    });

type Facts<All extends Members> = { [Name in keyof All]: All[Name] extends Arbitrary<infer Fact> ? Fact : never };

const located = object({ id: place }, {});

const sensor = object(
  {
    sensorReport: list(
      object(
        {
          type: fc.constantFrom("Temperature", "Mass", "Speed").map((one) => ({ one, other: `gs1:${one}`, fact: one })),
          value: amount,
        },
        {
          uom: plain(fc.constantFrom("CEL", "KGM")),
          component: word("Comp", "x", "y"),
          booleanValue: plain(fc.boolean()),
        },
      ),
    ),
  },
  { sensorMetadata: object({ deviceID: plain(fc.constant("urn:example:device:1")) }, {}) },
);

const quantities = list(object({ epcClass: lot, quantity: amount }, { uom: plain(fc.constantFrom("KGM", "LTR")) }));

const transactions = list(
  object(
    { bizTransaction: plain(serial.map((text) => `urn:epcglobal:cbv:bt:9521141000014:${text}`)) },
    { type: word("BTT", "po", "inv") },
  ),
);

const transfer = (member: string) =>
  list(object({ type: word("SDT", "owning_party", "possessing_party"), [member]: party }, {}));

const COMMON = {
  eventTime: moment,
  eventTimeZoneOffset: plain(fc.constantFrom("+01:30", "-03:00")),
};

const CIRCUMSTANCES = {
  bizStep: word("BizStep", "shipping", "receiving", "inspecting"),
  disposition: word("Disp", "in_transit", "active"),
  readPoint: located,
  bizLocation: located,
  bizTransactionList: transactions,
  sourceList: transfer("source"),
  destinationList: transfer("destination"),
  sensorElementList: list(sensor),
  "example:note": plain(serial.map((text) => `note ${text}`)),
};

const persistentDisposition = object(
  { set: list(word("Disp", "damaged", "recalled")) },
  { unset: list(word("Disp", "expired", "unknown")) },
);

const action = plain(fc.constantFrom("ADD", "OBSERVE", "DELETE"));
const type = <Name extends string>(name: Name) => plain(fc.constant(name));

const contained = { ...COMMON, action, parentID: container, childEPCs: list(instance) };

const EVENTS = [
  object(
    { ...COMMON, type: type("ObjectEvent"), action, epcList: list(instance) },
    { ...CIRCUMSTANCES, persistentDisposition, quantityList: quantities },
  ),
  object({ ...contained, type: type("AggregationEvent") }, { ...CIRCUMSTANCES, childQuantityList: quantities }),
  object({ ...contained, type: type("AssociationEvent") }, { ...CIRCUMSTANCES, childQuantityList: quantities }),
  object(
    { ...COMMON, type: type("TransactionEvent"), action, epcList: list(instance), bizTransactionList: transactions },
    { ...CIRCUMSTANCES, bizTransactionList: transactions, parentID: container },
  ),
  object(
    { ...COMMON, type: type("TransformationEvent"), inputEPCList: list(instance), outputQuantityList: quantities },
    {
      ...CIRCUMSTANCES,
      persistentDisposition,
      inputQuantityList: quantities,
      outputEPCList: list(instance),
      transformationID: plain(serial.map((text) => `urn:example:batch:${text}`)),
    },
  ),
] as const;

/** A generated event in two notations, with its facts by the names of its members. */
export interface MadeUp {
  readonly one: JsonObject;
  readonly other: JsonObject;
  readonly fact: Readonly<Record<string, unknown>>;
}

/** Valid events of all five types, with identifiers, words, times, lists and members in two notations. */
export const arbitraryEvent = fc.oneof(...EVENTS) as fc.Arbitrary<MadeUp>;
