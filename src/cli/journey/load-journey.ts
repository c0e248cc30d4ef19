import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { canonicalJson } from "../../domain/encoding/canonical-json.ts";
import type { EntryHash, ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { failureToError, type Submission } from "../../domain/submission.ts";
import type { EntryDetail } from "../../gateway/read/entry-detail.ts";
import type { EntryDraft } from "../../gateway/record/draft.ts";
import { createApiClient, type ApiClient } from "../api/api-client.ts";
import { isRecorded, postEntry } from "../api/post-entry.ts";
import type { JourneyKeys } from "./journey-keys.ts";
import type { Journey, JourneyEntry } from "./journey.ts";

/** Seconds that one request waits for its entry to be recorded, and how often it is asked again after that. */
const WAIT_SECONDS = 20;
const ASKED_AGAIN = 6;

/** What a load is given. */
export interface JourneyLoad {
  readonly journey: Journey;
  readonly keys: JourneyKeys;
  readonly url: string;
  /** Told after each entry how many are recorded. */
  readonly onRecorded: (count: number) => void;
}

/** What a load led to. */
export interface LoadedJourney {
  readonly entries: number;
  /** Ids of the shipments that it opened, by canonical identifier. */
  readonly shipments: Readonly<Record<string, ShipmentId>>;
}

/**
 * Records a journey through the API, each entry in the name of its author and after the one before, since later
 * entries refer to earlier ones and move what they moved.
 *
 * Loading again records nothing twice: the idempotency key of an entry is a digest of it and of all before it. So a load
 * that was cut short goes on where it stopped, and entries that were added at the end of a file are recorded alone.
 *
 * @throws JourneyStepFailed with the place of the entry that was not recorded, and the reason.
 */
export async function loadJourney({ journey, keys, url, onRecorded }: JourneyLoad): Promise<LoadedJourney> {
  const clients = connect(journey, keys, url);
  const shipments: Record<string, ShipmentId> = {};
  const recorded: EntryHash[] = [];
  let digest = "";
  for (const [index, entry] of journey.entries.entries()) {
    digest = createHash("sha256")
      .update(digest)
      .update(canonicalJson({ ...entry }))
      .digest("hex");
    try {
      const draft = toDraft(entry, keys, shipments, recorded);
      const { hash, shipment } = await record(clients.get(entry.author) as ApiClient, draft, digest);
      if (entry.kind === "Consign") shipments[entry.shipment] = shipment;
      recorded.push(hash);
    } catch (cause) {
      if (!PortolanError.is(cause) || PortolanError.is(cause, "GatewayUnreachable")) throw cause;
      const step = `${index + 1} (${entry.kind} by ${entry.author})`;
      throw new PortolanError("JourneyStepFailed", { step, problem: cause.message }, { cause });
    }
    onRecorded(index + 1);
  }
  return { entries: recorded.length, shipments };
}

function connect(journey: Journey, keys: JourneyKeys, url: string): ReadonlyMap<string, ApiClient> {
  return new Map(
    journey.participants.map(({ alias }) => {
      const key = keys[alias];
      if (key === undefined)
        throw new PortolanError("ArgumentInvalid", {
          argument: "--keys-file",
          value: "one without this journey's participants",
          expected: `a file that has a key for ${alias}`,
        });
      return [alias, createApiClient(url, key.apiKey)];
    }),
  );
}

function toDraft(
  { kind, shipment, counterparty, refersTo, occurredAt, payload }: JourneyEntry,
  keys: JourneyKeys,
  shipments: Readonly<Record<string, ShipmentId>>,
  recorded: readonly EntryHash[],
): EntryDraft {
  // An identifier can name several shipments over time; this journey means the one that it opened.
  const idOf = (identifier: string): string => shipments[identifier] ?? identifier;
  const reference =
    refersTo === undefined ? undefined : "entry" in refersTo ? recorded[refersTo.entry] : idOf(refersTo.shipment);
  const addressee = counterparty === undefined ? undefined : keys[counterparty]?.participant;
  return {
    kind,
    shipment: kind === "Consign" ? shipment : idOf(shipment),
    ...(addressee === undefined ? {} : { counterparty: addressee }),
    ...(reference === undefined ? {} : { refersTo: reference }),
    occurredAt,
    payload,
  };
}

/** Posts one entry and resolves once it is recorded. */
async function record(client: ApiClient, draft: EntryDraft, idempotencyKey: string): Promise<EntryDetail> {
  const posted = await postEntry(client, "/v1/entries", draft, { idempotencyKey, waitSeconds: WAIT_SECONDS });
  if (isRecorded(posted)) return posted;
  for (let asked = 0; asked < ASKED_AGAIN; asked++) {
    const { entry, refusal } = await client.get<Submission>(`/v1/submissions/${posted.id}`);
    if (entry !== null && refusal === null) return await client.get<EntryDetail>(`/v1/entries/${entry}`);
    if (refusal !== null) throw failureToError(refusal);
    await sleep(1_000 * 2 ** asked);
  }
  throw new PortolanError("NotRecordedInTime", { submission: posted.id });
}
