import { EXCHANGE_VERSION, MAX_ITEMS } from "../../api/exchange.ts";
import { decodeText } from "../../domain/encoding/decode-text.ts";
import type { Bytes32, ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import {
  ERASURE_ANSWER,
  ERASURE_REQUEST,
  type ErasureAnswer,
  type ErasureRequest,
  requireErasureAnswer,
} from "../../exchange/erasure.ts";
import { admitMessage } from "../../exchange/message.ts";
import { writeItem } from "../../exchange/read-item.ts";
import { signStatement, statementDigest } from "../../exchange/statement.ts";
import {
  type ErasureReply,
  type OwedErasure,
  readErasureRecipients,
  readOwedErasures,
  storeErasureReplies,
} from "../../store/exchange/owed-erasures.ts";
import type { ExchangeContext } from "./exchange-context.ts";
import { followedNow } from "./followed-now.ts";

/** Milliseconds before a request without an answer is repeated; they double to an hour. */
const FIRST_DELAY_MS = 1_000;
const MAX_DELAY_MS = 3_600_000;

/** Milliseconds before a member that keeps a payload as evidence is asked again, if its refusal lasts longer. */
const KEPT_DELAY_MS = 86_400_000;

/** Posts items to another member's gateway. Gives no items when there is no answer; never throws for what it answers. */
export type PostItems = (endpoint: string, items: readonly Uint8Array[]) => Promise<readonly Uint8Array[]>;

interface SentErasure {
  readonly owed: OwedErasure;
  readonly id: Bytes32;
  readonly statement: ErasureRequest;
}

/**
 * Asks other members to erase the payloads that their authors, members of this gateway, erased. Stores each signed answer.
 * A member without an answer is asked again later, also when this gateway crashed between.
 *
 * @param asking The members that are being asked by this or another call; each is asked by one at a time.
 */
export async function sendErasures(
  context: ExchangeContext,
  post: PostItems,
  asking: Set<ParticipantId> = new Set(),
): Promise<void> {
  const due = new Set(await readErasureRecipients(context.db, context.clock()));
  if (due.size === 0) return;
  const others = await context.others.list();
  const asked = others.filter(({ participant: { id } }) => due.has(id) && !asking.has(id));
  // No member waits for another.
  await Promise.all(
    asked.map(async ({ participant: { id }, endpoint }) => {
      asking.add(id);
      try {
        await askMember(context, id, endpoint, post);
      } finally {
        asking.delete(id);
      }
    }),
  );
}

async function askMember(
  context: ExchangeContext,
  recipient: ParticipantId,
  endpoint: string,
  post: PostItems,
): Promise<void> {
  const owed = await readOwedErasures(context.db, recipient, context.clock(), MAX_ITEMS);
  const signed = await Promise.all(owed.map((each) => sign(context, each)));
  const requests = signed.filter((each) => each !== undefined);
  if (requests.length === 0) return;
  const answers = await post(
    endpoint,
    requests.map(({ item }) => item),
  );
  const byEntry = admitAnswers(
    context,
    requests.map(({ sent }) => sent),
    answers,
  );
  await storeErasureReplies(
    context.db,
    requests.map(({ sent }) => replyOf(sent.owed, byEntry.get(sent.owed.entry), context.clock())),
  );
}

/** @returns `undefined` while the author has no valid key here. */
async function sign(
  { own, domain }: ExchangeContext,
  owed: OwedErasure,
): Promise<{ readonly sent: SentErasure; readonly item: Uint8Array } | undefined> {
  const signer = own.signerOf(owed.author);
  if (signer === undefined) return undefined;
  const { recipient, entry, erasedAt, ground } = owed;
  const statement = { version: EXCHANGE_VERSION, sender: owed.author, recipient, entry, erasedAt, ground };
  const item = writeItem(await signStatement(ERASURE_REQUEST.type, statement, signer, domain));
  return { sent: { owed, statement, id: statementDigest(ERASURE_REQUEST.type, statement, domain) }, item };
}

interface AdmittedAnswer {
  readonly result: ErasureAnswer["result"];
  readonly item: string;
}

/** The answers to these requests that the asked member signed, by entry. Anything else is as if it had not been sent. */
function admitAnswers(
  context: ExchangeContext,
  requests: readonly SentErasure[],
  answers: readonly Uint8Array[],
): Map<string, AdmittedAnswer> {
  const ledger = followedNow(context);
  const now = Math.floor(context.clock() / 1000);
  const byId = new Map(requests.map((request) => [request.id, request]));
  const admitted = new Map<string, AdmittedAnswer>();
  for (const item of answers.slice(0, MAX_ITEMS)) {
    for (const member of new Set(requests.map(({ owed }) => owed.author))) {
      const admission = admitMessage(ERASURE_ANSWER, item, { member, ledger, now });
      if (admission.outcome !== "admitted") continue;
      const { statement: answer } = admission;
      const request = byId.get(answer.request as Bytes32);
      if (request !== undefined && isAnswer(request, answer))
        admitted.set(answer.entry, { result: answer.result, item: decodeText(item) });
    }
  }
  return admitted;
}

function isAnswer({ statement, id }: SentErasure, answer: ErasureAnswer): boolean {
  try {
    requireErasureAnswer(statement, id, answer);
    return true;
  } catch (error) {
    if (!PortolanError.is(error)) throw error;
    return false;
  }
}

function replyOf(
  { recipient, entry, attempts }: OwedErasure,
  answer: AdmittedAnswer | undefined,
  nowMs: number,
): ErasureReply {
  if (answer === undefined) {
    const delay = Math.min(FIRST_DELAY_MS * 2 ** Math.min(attempts, 30), MAX_DELAY_MS);
    return { recipient, entry, due_at_ms: nowMs + delay };
  }
  const { result, item } = answer;
  if (result.state === "erased") {
    const answered = { state: result.state, kept_until: null, kept_ground: null, answer: item };
    return { recipient, entry, due_at_ms: 0, answered };
  }
  const { state, until, ground } = result;
  const due_at_ms = Math.max(nowMs + FIRST_DELAY_MS, Math.min(until * 1000, nowMs + KEPT_DELAY_MS));
  return { recipient, entry, due_at_ms, answered: { state, kept_until: until, kept_ground: ground, answer: item } };
}
