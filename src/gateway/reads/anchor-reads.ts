import { randomBytes } from "node:crypto";
import { bytesOf, hexOf } from "../../domain/encoding/hex.ts";
import { anchorNote } from "../../domain/reads/access-record.ts";
import type { Participant } from "../../domain/participant.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { merkleRoot } from "../../exchange/merkle-tree.ts";
import { readActSubmission } from "../../store/cooperation/act-submissions.ts";
import type { Database } from "../../store/open-database.ts";
import { readLeaves } from "../../store/reads/access-records.ts";
import { planAnchor, readAnchoredSoFar, readLastAnchor, settleAnchor } from "../../store/reads/anchors.ts";
import type { AccessAnchorsTable } from "../../store/reads/tables.ts";
import type { Acts } from "../cooperation/acts.ts";
import { pause } from "../outgoing/pause.ts";

export interface AnchoringParts {
  readonly db: Database;
  readonly directory: { get(id: ParticipantId): Participant | undefined };
  readonly acts: Pick<Acts, "record">;
  /** Whether the gateway holds a key of the participant. */
  readonly signsFor: (participant: ParticipantId) => boolean;
  /** Unix seconds. */
  readonly now: () => number;
  readonly onTrouble: (error: unknown) => void;
  /** Age in seconds at which a record that no anchor covers is anchored. */
  readonly ageSeconds: number;
}

/** Most records under one root, so that its computation takes a few milliseconds. */
const PER_ANCHOR = 10_000;

/** Longest pause between two rounds, in milliseconds. */
const PAUSE_MS = 60_000;

/**
 * Puts the root of each authority's access records on chain, by acts of that authority, until `stop` is called. Only the
 * leading gateway of a database does it.
 */
export function startAnchoring(parts: AnchoringParts): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const pauseMs = Math.min(PAUSE_MS, parts.ageSeconds * 500);
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await anchorAll(parts);
      await pause(pauseMs, stopping.signal);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function anchorAll(parts: AnchoringParts): Promise<void> {
  try {
    for (const { reader, number, oldest } of await readAnchoredSoFar(parts.db))
      if (parts.signsFor(reader)) await anchorOf(parts, reader, number, oldest).catch(parts.onTrouble);
  } catch (error) {
    parts.onTrouble(error);
  }
}

async function anchorOf(parts: AnchoringParts, reader: ParticipantId, number: number, oldest: number | null) {
  const { db, now, ageSeconds } = parts;
  const last = await readLastAnchor(db, reader);
  if (last?.submission === null) return submit(parts, last);
  if (last !== undefined) {
    const submission = await readActSubmission(db, last.submission);
    if (submission?.state === "accepted") return;
    // The range is anchored anew in the next round.
    if (submission?.state !== "recorded") return settleAnchor(db, last, null);
  }
  if (oldest === null || oldest > now() - ageSeconds) return;
  const first = (last?.last ?? 0) + 1;
  const until = Math.min(number, first + PER_ANCHOR - 1);
  const leaves = await readLeaves(db, reader, first, until);
  const anchor: AccessAnchorsTable = {
    reader,
    first,
    last: until,
    root: hexOf(merkleRoot(leaves.map(bytesOf))),
    journal: last?.journal ?? hexOf(randomBytes(32)),
    planned_at_ms: Date.now(),
    submission: null,
  };
  await planAnchor(db, anchor);
  await submit(parts, anchor);
}

/** Records the act of a planned anchor. A repeated call records it once, by its idempotency key. */
async function submit({ db, directory, acts }: AnchoringParts, anchor: AccessAnchorsTable): Promise<void> {
  const { reader: participant, first, last, root, journal, planned_at_ms } = anchor;
  const { roles = 0, jurisdiction = "" } = directory.get(participant) ?? {};
  const caller = { participant, roles, jurisdiction, scopes: new Set(["record"] as const) };
  const record = { note: anchorNote(first, last, root) };
  const draft = { kind: "Anchor", matter: journal, code: "accessRecords", record } as const;
  const idempotency = { key: `access-records-${first}-${planned_at_ms}`, digest: root };
  const { id } = await acts.record(caller, draft, 0, idempotency);
  await settleAnchor(db, anchor, id);
}
