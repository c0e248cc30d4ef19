import { setImmediate as nextTurn } from "node:timers/promises";
import { canonicalJson } from "../../domain/encoding/canonical-json.ts";
import { toJsonText } from "../../domain/encoding/json-text.ts";
import type { Bytes32, Entry } from "../../domain/entry.ts";
import { summarise } from "../../domain/payload/summary.ts";
import type { OpenedParcel, ParcelOutcome } from "../../exchange/parcel-outcome.ts";
import type { ArrivedContent } from "../../store/exchange/arrivals.ts";
import type { ExchangeContext } from "./exchange-context.ts";

/** What follows from the content of a parcel alone, whoever may read it. */
export type PreparedContent = Pick<
  ArrivedContent,
  "commitment" | "author" | "shipment" | "body" | "seed" | "disclosure" | "summary" | "event" | "identities"
>;

/** Contents that are prepared before other work has a turn. */
const CONTENTS_A_TURN = 8;

/** Prepares the payloads of storable parcels for the store, which takes most of the time of storing them. */
export async function prepareContents(
  outcomes: readonly ParcelOutcome[],
  context: Pick<ExchangeContext, "eventOf">,
): Promise<ReadonlyMap<Bytes32, PreparedContent>> {
  const prepared = new Map<Bytes32, PreparedContent>();
  for (const one of outcomes) {
    if (one.outcome !== "storable") continue;
    const { entry } = one.opened;
    if ("matter" in entry) continue;
    prepared.set(one.id, prepare(one.opened, entry, context));
    if (prepared.size % CONTENTS_A_TURN === 0) await nextTurn();
  }
  return prepared;
}

function prepare(
  { payload, identities }: OpenedParcel,
  { commitment, author, shipment }: Pick<Entry, "commitment" | "author" | "shipment">,
  { eventOf }: Pick<ExchangeContext, "eventOf">,
): PreparedContent {
  const { body } = payload;
  const isWhole = payload.view === "whole";
  return {
    ...{ commitment, author, shipment, identities },
    body: canonicalJson(body),
    seed: isWhole ? payload.seed : null,
    disclosure: isWhole ? null : toJsonText(payload.disclosure),
    summary: toJsonText(summarise(body)),
    event: isWhole ? eventOf(author, commitment, body) : undefined,
  };
}
