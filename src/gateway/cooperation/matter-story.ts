import { ACT_FORMS } from "../../api/act-forms.ts";
import { TRACE_LIMITS } from "../../api/trace.ts";
import { ACT_KINDS, actKindOf } from "../../domain/cooperation/act-kind.ts";
import type { MatterId } from "../../domain/cooperation/act.ts";
import { bytesOf } from "../../domain/encoding/hex.ts";
import { fromJsonText } from "../../domain/encoding/json-text.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { MatterStory, StoryAct, StoryRecord } from "../../domain/matter-story.ts";
import { disclose } from "../../domain/payload/disclosure.ts";
import { numberOf } from "../../store/access/visibility.ts";
import { isStillFollowed } from "../../store/chain/trace-rows.ts";
import { readMatterStoryRows, readStoriedMatter } from "../../store/cooperation/matter-story-rows.ts";
import { isOwnMatter } from "../../store/cooperation/visible-matters.ts";
import type { Caller } from "../caller.ts";
import type { ReadContext } from "../read/read-context.ts";

type Row = Awaited<ReturnType<typeof readMatterStoryRows>>[number];

const ATTEMPTS = 3;

/**
 * Reads the complete history of a matter of the caller, and of the agreement that it rests on, with signatures and the
 * records that the caller may read, as the source of evidence.
 *
 * @throws MatterUnknown; MatterEvidenceTooLarge beyond the limits of a trace, because a part proves nothing;
 * MatterEvidenceUnavailable if reorganisations interrupted all attempts.
 */
export async function readMatterStory(
  reading: ReadContext,
  { participant }: Pick<Caller, "participant">,
  matter: MatterId,
): Promise<MatterStory> {
  if (!(await isOwnMatter(reading.db, participant, matter))) throw new PortolanError("MatterUnknown", { matter });
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const story = await readOnce(reading, participant, matter);
    if (story !== undefined) return story;
  }
  const reason = "reorganisations interrupted each attempt";
  throw new PortolanError("MatterEvidenceUnavailable", { matter, reason });
}

async function readOnce(
  { db, directory }: ReadContext,
  reader: ParticipantId,
  matter: MatterId,
): Promise<MatterStory | undefined> {
  const record = await readStoriedMatter(db, matter);
  if (record === undefined) throw new PortolanError("MatterUnknown", { matter });
  const { checkpoint, basis, head } = record;
  const [first] = await readMatterStoryRows(db, reader, matter, matter, 1);
  // Parties of a new version need not be parties of the agreement that it replaces.
  const under = first?.act.kind === ACT_KINDS.Propose ? matter : basis;
  const limit = TRACE_LIMITS.entries;
  const rows = await readMatterStoryRows(db, reader, matter, under, limit + 1);
  if (rows.length > limit) throw new PortolanError("MatterEvidenceTooLarge", { matter, limit });
  const last = rows.findLast(({ act }) => act.matter === matter);
  const isCurrent = last?.hash === head && rows.every(({ block }) => block <= checkpoint.block);
  if (!isCurrent || !(await isStillFollowed(db, checkpoint))) return undefined;
  const named = new Set(rows.flatMap(({ act }) => [act.author, act.counterparty]));
  named.delete(0);
  return {
    matter,
    block: { number: checkpoint.block, hash: checkpoint.hash },
    participants: [...named].sort((a, b) => a - b).map((id) => ({ id, name: directory.get(id)?.name ?? "" })),
    acts: rows.map((row) => storyAct(row)),
  };
}

function storyAct(row: Row): StoryAct {
  const { act, signature, hash, position, block, transactionHash } = row;
  return { act, signature, hash, position, block, transactionHash, record: storyRecord(row) };
}

function storyRecord({ act, body, seed, view }: Row): StoryRecord {
  if (ACT_FORMS[actKindOf(act.kind)] === null) return { state: "repeated" };
  if (view < numberOf("all")) return { state: "withheld" };
  if (body === null || seed === null) return { state: "unknown" };
  return { state: "disclosed", disclosure: disclose(fromJsonText(body), bytesOf(seed), [""]) };
}
