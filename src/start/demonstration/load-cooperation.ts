import { createHash } from "node:crypto";
import { join } from "node:path";
import type { ActDraft, ActSubmission } from "../../api/act.ts";
import { createApiClient } from "../../cli/api/api-client.ts";
import { untilSettled } from "../../cli/api/until-settled.ts";
import type { JourneyKeys } from "../../cli/journey/journey-keys.ts";
import { startProgress } from "../../cli/output/progress.ts";
import type { Terminal } from "../../cli/terminal.ts";
import { ACT_RULES } from "../../domain/cooperation/act-rules.ts";
import type { Bytes32 } from "../../domain/entry.ts";
import { COOPERATION_STORY, type StoryAct } from "./cooperation-story.ts";
import { keptJson } from "./kept-json.ts";

/** The story of the first start with its time, and the result of recording it. */
const STORY_FILE = "demo-cooperation.json";
const LOADED_FILE = "demo-cooperation-loaded.json";

const DAY = 86_400;
const WAIT_SECONDS = 20;

/** A story, and the time from which it counts days. */
interface BegunStory {
  /** Unix seconds. */
  readonly begun: number;
  readonly acts: readonly StoryAct[];
}

export interface LoadedCooperation {
  readonly acts: number;
  /** The matter of each labelled act. */
  readonly matters: Readonly<Record<string, Bytes32>>;
}

/** Records the story of cooperation through the API, unless an earlier start did; then `fresh` is false. */
export async function loadCooperation(
  dataDir: string,
  keys: JourneyKeys,
  url: string,
  terminal: Terminal,
): Promise<LoadedCooperation & { readonly fresh: boolean }> {
  const { value, fresh } = await keptJson(join(dataDir, LOADED_FILE), async () => {
    // The story with its time, so that a start that was cut short sends the same acts with the same times.
    const { value: story } = await keptJson(join(dataDir, STORY_FILE), begin);
    const progress = startProgress(terminal, "  Recording", story.acts.length);
    return record(story, keys, url, progress.update).finally(progress.stop);
  });
  return { ...value, fresh };
}

const begin = (): BegunStory => ({ begun: Math.floor(Date.now() / 1_000), acts: COOPERATION_STORY });

async function record(
  story: BegunStory,
  keys: JourneyKeys,
  url: string,
  onRecorded: (count: number) => void,
): Promise<LoadedCooperation> {
  const recorded = new Map<string, ActSubmission>();
  for (const [index, act] of story.acts.entries()) {
    const client = createApiClient(url, keys[act.author]?.apiKey);
    const draft = draftOf(act, story.begun, keys, recorded);
    const headers = { "idempotency-key": idempotencyKey(story, index), prefer: `wait=${WAIT_SECONDS}` };
    const posted = await client.send<ActSubmission>("POST", "/v1/acts", draft, headers);
    const settled = await untilSettled(posted, () => client.get<ActSubmission>(`/v1/act-submissions/${posted.id}`));
    if (act.label !== undefined) recorded.set(act.label, settled);
    onRecorded(index + 1);
  }
  const matters = Object.fromEntries([...recorded].map(([label, { matter }]) => [label, matter]));
  return { acts: story.acts.length, matters };
}

function draftOf(
  { kind, counterparty, matter, refersTo, code, codes, periodDays, untilDays, record }: StoryAct,
  begun: number,
  keys: JourneyKeys,
  recorded: ReadonlyMap<string, ActSubmission>,
): ActDraft {
  const addressee = counterparty && keys[counterparty]?.participant;
  const named = refersTo && recorded.get(refersTo);
  // An act that opens a matter refers to another matter, every other one to an act.
  const reference = named && (ACT_RULES[kind].opens === "matter" ? named.matter : named.act);
  const own = matter && recorded.get(matter)?.matter;
  return {
    kind,
    ...(own && { matter: own }),
    ...(addressee && { counterparty: addressee }),
    ...(reference && { refersTo: reference }),
    ...(code && { code }),
    ...(codes && { codes: [...codes] }),
    ...(periodDays && { period: periodDays * DAY }),
    ...(untilDays && { until: begun + untilDays * DAY }),
    ...(record && { record }),
  };
}

/** The same for the same act of the same story, so that a repeated act is recorded once. */
function idempotencyKey({ begun, acts }: BegunStory, index: number): string {
  const text = JSON.stringify({ begun, acts: acts.slice(0, index + 1) });
  return createHash("sha256").update(text).digest("hex");
}
