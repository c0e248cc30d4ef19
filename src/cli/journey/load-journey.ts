import { createHash } from "node:crypto";
import { canonicalJson } from "../../domain/encoding/canonical-json.ts";
import type { EntryHash, ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Submission } from "../../api/submission.ts";
import type { EntryDetail, EntryDraft } from "../../api/entry.ts";
import { warned, type Warning } from "../../api/warning.ts";
import { createApiClient, type ApiClient } from "../api/api-client.ts";
import { isRecorded, postEntry } from "../api/post-entry.ts";
import { untilSettled } from "../api/until-settled.ts";
import type { JourneyKeys } from "./journey-keys.ts";
import type { Journey, JourneyEntry } from "./journey.ts";

/** Seconds for which a post waits until the entry is recorded. */
const WAIT_SECONDS = 20;

export interface JourneyLoad {
  readonly journey: Journey;
  readonly keys: JourneyKeys;
  /** Address of the gateway of a participant, by alias. */
  readonly urlOf: (alias: string) => string;
  /** Called before each entry; a shipment that the journey did not open is `undefined`. */
  readonly beforeEntry?: (author: string, shipment: ShipmentId | undefined) => Promise<void>;
  /** Called after each entry with the number of recorded entries. */
  readonly onRecorded: (count: number) => void;
}

export interface LoadedJourney {
  readonly entries: number;
  /** Ids of the shipments that the journey opened, by canonical identifier. */
  readonly shipments: Readonly<Record<string, ShipmentId>>;
  /** Probable slips, with pointers into the file; absent without one. */
  readonly warnings?: readonly Warning[];
}

/**
 * Records a journey through the API in order, each entry with the API key of its author.
 *
 * The idempotency key of an entry is a digest of the entry and all earlier entries. So a repeated load continues where
 * the last one stopped, and records only entries that were added at the end of the file.
 *
 * @throws JourneyStepFailed with the number of the failed entry and the reason.
 */
export async function loadJourney(load: JourneyLoad): Promise<LoadedJourney> {
  const { journey, keys, beforeEntry, onRecorded } = load;
  const clients = connect(load);
  const shipments: Record<string, ShipmentId> = {};
  const recorded: EntryHash[] = [];
  const warnings: Warning[] = [];
  let digest = "";
  for (const [index, entry] of journey.entries.entries()) {
    digest = createHash("sha256")
      .update(digest)
      .update(canonicalJson({ ...entry }))
      .digest("hex");
    try {
      await beforeEntry?.(entry.author, shipments[entry.shipment]);
      const draft = toDraft(entry, keys, shipments, recorded);
      const {
        hash,
        shipment,
        warnings: found = [],
      } = await record(clients.get(entry.author) as ApiClient, draft, digest);
      if (entry.kind === "Consign") shipments[entry.shipment] = shipment;
      recorded.push(hash);
      warnings.push(...found.map((warning) => ({ ...warning, pointer: `/entries/${index}${warning.pointer}` })));
    } catch (cause) {
      if (!PortolanError.is(cause) || PortolanError.is(cause, "GatewayUnreachable")) throw cause;
      const step = `${index + 1} (${entry.kind} by ${entry.author})`;
      throw new PortolanError("JourneyStepFailed", { step, problem: cause.message }, { cause });
    }
    onRecorded(index + 1);
  }
  return { entries: recorded.length, shipments, ...warned(warnings) };
}

function connect({ journey, keys, urlOf }: JourneyLoad): ReadonlyMap<string, ApiClient> {
  return new Map(
    journey.participants.map(({ alias }) => {
      const key = keys[alias];
      if (key === undefined)
        throw new PortolanError("ArgumentInvalid", {
          argument: "--keys-file",
          value: "a file without all participants of the journey",
          expected: `a file with a key for ${alias}`,
        });
      return [alias, createApiClient(urlOf(alias), key.apiKey)];
    }),
  );
}

function toDraft(
  { kind, shipment, counterparty, refersTo, occurredAt, payload }: JourneyEntry,
  keys: JourneyKeys,
  shipments: Readonly<Record<string, ShipmentId>>,
  recorded: readonly EntryHash[],
): EntryDraft {
  // An identifier can name several shipments over time; a journey refers to the shipment that it opened.
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

/** Posts an entry and waits until it is recorded. */
async function record(client: ApiClient, draft: EntryDraft, idempotencyKey: string): Promise<EntryDetail> {
  const posted = await postEntry(client, "/v1/entries", draft, { idempotencyKey, waitSeconds: WAIT_SECONDS });
  if (isRecorded(posted)) return posted;
  const { entry } = await untilSettled(posted, () => client.get<Submission>(`/v1/submissions/${posted.id}`));
  const { warnings = [] } = posted;
  return { ...(await client.get<EntryDetail>(`/v1/entries/${entry}`)), ...warned(warnings) };
}
