import { VIEW_CLASSES, VIEWS } from "../../domain/audience/view.ts";
import { canonicalJson } from "../../domain/encoding/canonical-json.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import { fromJsonText } from "../../domain/encoding/json-text.ts";
import type { ShipmentId } from "../../domain/entry.ts";
import { classOfMember } from "../../domain/payload/field-class.ts";
import { readAudienceFacts } from "../../store/access/audience-rows.ts";
import type { ViewNumber } from "../../store/access/visibility.ts";
import {
  readEntryHoldings,
  readIdentityHoldings,
  type EntryHolding,
  type IdentityHolding,
} from "../../store/exchange/holdings.ts";
import type { Database } from "../../store/open-database.ts";
import { expectHoldings, type LedgerFacts, type WholeEntry } from "./expect-holdings.ts";
import { DeniedTexts, findPlaintext } from "./find-plaintext.ts";
import type { PeopledHome } from "./home.ts";

/** A number that was found, beside the expected one. */
export interface Compared {
  readonly found: number;
  readonly expected: number;
}

/** What one gateway holds, compared with what its members are entitled to. */
export interface HomeComparison {
  readonly title: string;
  readonly entries: Compared;
  readonly whole: Compared;
  readonly partial: Compared;
  readonly identities: Compared;
  /** Number of texts of denied payloads, and how many of them its database or log contains. */
  readonly denied: { readonly searched: number; readonly found: number };
  /** What differs, in words. */
  readonly differences: readonly string[];
}

/** Largest number of entries and shipments of a journey. */
const MOST = 10_000;

/** Largest number of differences of one gateway that are told. */
const TOLD = 10;

/**
 * Compares each gateway's database with what its members are entitled to, computed from the payloads of all authors.
 *
 * @param recorded number of recorded entries.
 */
export async function compareHoldings(homes: readonly PeopledHome[], recorded: number): Promise<HomeComparison[]> {
  const held = await Promise.all(homes.map(readHeld));
  const participants = homes[0]?.gateway.directory.all() ?? [];
  const payloads = wholePayloads(held);
  const whole = (held[0]?.entries ?? []).flatMap((entry): WholeEntry[] => {
    const payload = payloads.get(entry.commitment);
    return payload === undefined ? [] : [{ ...entry, payload }];
  });
  const facts = await readFacts(homes[0]?.db, whole);
  const identifiers = new Map(
    held.flatMap(({ identities }) => identities).map((one) => [one.shipment, one.identifier]),
  );
  return Promise.all(
    held.map(async (one) => {
      const expected = expectHoldings(whole, facts, participants, one.home.numbers);
      const differences: string[] = [];
      const tell = (condition: boolean, words: string) => condition || differences.push(words);
      const texts = new DeniedTexts();

      for (const { name } of participants) texts.allow(name);
      for (const { shipment } of one.identities)
        tell(expected.identities.has(shipment), `it may not hold the identifier of ${shipment}`);
      for (const [shipment, identifier] of identifiers) {
        if (expected.identities.has(shipment)) texts.allow(identifier);
        else texts.deny(identifier);
        const isHeld = one.identities.some((identity) => identity.shipment === shipment);
        tell(isHeld || !expected.identities.has(shipment), `the identifier of ${shipment} is missing`);
      }
      for (const { commitment, payload } of whole) {
        const view = expected.views.get(commitment) ?? 0;
        texts.takePayload(payload, view);
        const entry = one.entries.find((each) => each.commitment === commitment);
        tell(entry !== undefined, `an entry with the payload ${commitment} was not followed`);
        if (entry !== undefined) differences.push(...differencesOf(entry, payload, view));
      }
      const denied = texts.texts();
      const leaked = await findPlaintext(one.home.config.dataDir, denied);
      for (const text of leaked) differences.push(`its files contain ${JSON.stringify(text)} of a denied payload`);
      tell(
        whole.length === recorded,
        `only ${whole.length} of ${recorded} payloads are held by their authors' gateways`,
      );

      const views = one.entries.map(({ view }) => view);
      const expectedViews = whole.map(({ commitment }) => expected.views.get(commitment) ?? 0);
      return {
        title: one.home.plan.title,
        entries: { found: one.entries.length, expected: recorded },
        whole: { found: count(views, isWhole), expected: count(expectedViews, isWhole) },
        partial: { found: count(views, isPartial), expected: count(expectedViews, isPartial) },
        identities: { found: one.identities.length, expected: expected.identities.size },
        denied: { searched: denied.length, found: leaked.length },
        differences: differences.slice(0, TOLD),
      };
    }),
  );
}

/** Whether a gateway holds exactly what its members are entitled to. */
export function isExact({ entries, whole, partial, identities, differences }: HomeComparison): boolean {
  const numbers = [entries, whole, partial, identities];
  return differences.length === 0 && numbers.every(({ found, expected }) => found === expected);
}

interface Held {
  readonly home: PeopledHome;
  readonly entries: readonly EntryHolding[];
  readonly identities: readonly IdentityHolding[];
}

async function readHeld(home: PeopledHome): Promise<Held> {
  const entries = await readEntryHoldings(home.db, 0, MOST);
  const identities = await readIdentityHoldings(home.db, MOST);
  return { home, entries, identities };
}

/** What the ledger says about the readers of the shipments of these entries. */
async function readFacts(db: Database | undefined, entries: readonly WholeEntry[]) {
  const facts = new Map<ShipmentId, LedgerFacts>();
  for (const { shipment } of entries)
    if (db !== undefined && !facts.has(shipment)) facts.set(shipment, await readAudienceFacts(db, shipment));
  return facts;
}

/** The whole payload of each commitment, as its author's gateway holds it. */
function wholePayloads(held: readonly Held[]): ReadonlyMap<string, JsonObject> {
  const payloads = new Map<string, JsonObject>();
  for (const { home, entries } of held) {
    for (const { author, commitment, view, body } of entries)
      if (home.numbers.has(author) && view === WHOLE && body !== null) payloads.set(commitment, fromJsonText(body));
  }
  return payloads;
}

function differencesOf({ hash, view, body }: EntryHolding, payload: JsonObject, expected: ViewNumber): string[] {
  if (view !== expected)
    return [`of entry ${hash} it holds the view ${VIEWS[view]}, but is entitled to ${VIEWS[expected]}`];
  if (body === null) return [];
  const classes = VIEW_CLASSES[VIEWS[view] ?? "facts"];
  const members = Object.entries(payload).filter(([name]) => classes.has(classOfMember(name)));
  const isSame = canonicalJson(fromJsonText(body)) === canonicalJson(Object.fromEntries(members));
  return isSame ? [] : [`of entry ${hash} it holds other members than its view opens`];
}

const WHOLE: ViewNumber = 3;
const isWhole = (view: ViewNumber) => view === WHOLE;
const isPartial = (view: ViewNumber) => view > 0 && view < WHOLE;
const count = (views: readonly ViewNumber[], which: (view: ViewNumber) => boolean) => views.filter(which).length;
