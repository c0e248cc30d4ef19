import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/encoding/json.ts";
import { fromJsonText } from "../../domain/encoding/json-text.ts";
import { OWN_PREFIX } from "../event/context.ts";
import { jsonLdValues } from "../event/json-ld-values.ts";
import type { CarrierRecord, EventRecord } from "../../store/epcis/results.ts";

/** URL of the JSON-LD context of EPCIS 2.0, which each document contains. */
export const EPCIS_CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

/** Members of an EPCISQueryDocument apart from the events. */
export interface DocumentOptions {
  readonly queryName: string;
  readonly subscriptionID?: string;
  /** Entries that record the events, if the caller requests them. */
  readonly carriers?: readonly CarrierRecord[];
}

/**
 * Makes an EPCISQueryDocument (EPCIS 2.0, 12.3) of captured events, each with its `recordTime` and `eventID`. The
 * document defines the prefixes of all events; an event with a different definition of a prefix has its own `@context`.
 *
 * @param now Unix seconds.
 */
export function queryDocument(events: readonly EventRecord[], options: DocumentOptions, now: number): JsonObject {
  const { queryName, subscriptionID, carriers } = options;
  const usesOwn = carriers !== undefined || events.some(({ body }) => body.includes("portolan:"));
  const common = new CommonContext(usesOwn ? OWN_PREFIX : {});
  const byEvent = Map.groupBy(carriers ?? [], ({ event }) => event);
  const eventList = events.map((record) => {
    const event = fromJsonText(record.body);
    const ownContext = common.add(fromJsonText(record.context), event["@context"]);
    return {
      ...(ownContext.length > 0 && { "@context": ownContext }),
      eventID: record.eventID,
      ...withoutContext(event),
      recordTime: new Date(record.recordedAtMs).toISOString(),
      ...(carriers && { "portolan:entries": (byEvent.get(record.id) ?? []).map(entryOf) }),
    };
  });
  return {
    "@context": [EPCIS_CONTEXT, ...common.entries()],
    type: "EPCISQueryDocument",
    schemaVersion: "2.0",
    creationDate: new Date(now * 1000).toISOString(),
    epcisBody: {
      queryResults: { queryName, ...(subscriptionID !== undefined && { subscriptionID }), resultsBody: { eventList } },
    },
  };
}

/** Describes an entry that records an event, with its path in the API. */
function entryOf({ entry, shipment }: CarrierRecord): JsonObject {
  return { "portolan:hash": entry, "portolan:shipment": shipment, "portolan:href": `/v1/entries/${entry}` };
}

function withoutContext(event: JsonObject): JsonObject {
  const { "@context": context, ...rest } = event;
  return context === undefined ? event : rest;
}

/** The common definitions of the contexts of all events. */
class CommonContext {
  readonly #terms = new Map<string, JsonValue>();
  readonly #others = new Map<string, JsonValue>();

  constructor(first: JsonObject) {
    for (const [term, meaning] of Object.entries(first)) this.#terms.set(term, meaning);
  }

  /**
   * Adds the context of an event.
   *
   * @param own the event's own `@context`, which stays in the event.
   * @returns the definitions that the event must contain, because earlier events have different definitions.
   */
  add(context: readonly JsonValue[], own: JsonValue | undefined): JsonValue[] {
    const different: JsonValue[] = [];
    for (const entry of context) {
      if (!isJsonObject(entry)) {
        if (entry !== EPCIS_CONTEXT) this.#others.set(JSON.stringify(entry), entry);
        continue;
      }
      const rest = Object.entries(entry).filter(([term, meaning]) => !this.#agrees(term, meaning));
      if (rest.length > 0) different.push(Object.fromEntries(rest));
    }
    return [...different, ...jsonLdValues(own)];
  }

  entries(): JsonValue[] {
    return [...this.#others.values(), ...(this.#terms.size === 0 ? [] : [Object.fromEntries(this.#terms)])];
  }

  #agrees(term: string, meaning: JsonValue): boolean {
    const before = this.#terms.get(term);
    if (before === undefined) this.#terms.set(term, meaning);
    return before === undefined || JSON.stringify(before) === JSON.stringify(meaning);
  }
}
