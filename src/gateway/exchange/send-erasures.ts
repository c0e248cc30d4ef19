import { EXCHANGE_VERSION, MAX_ITEMS } from "../../api/exchange.ts";
import { decodeText } from "../../domain/encoding/decode-text.ts";
import type { Bytes32 } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import {
  ERASURE_ANSWER,
  ERASURE_REQUEST,
  type ErasureAnswer,
  type ErasureRequest,
  requireErasureAnswer,
} from "../../exchange/erasure.ts";
import { joinLines } from "../../exchange/json-lines.ts";
import { admitMessage } from "../../exchange/message.ts";
import { writeItem } from "../../exchange/read-item.ts";
import { signStatement, statementDigest } from "../../exchange/statement.ts";
import {
  type ErasureReply,
  type OwedErasure,
  readOwedErasures,
  storeErasureReplies,
} from "../../store/exchange/owed-erasures.ts";
import type { ExchangeContext } from "./exchange-context.ts";
import { followedNow } from "./followed-now.ts";
import type { OtherMember } from "./other-members.ts";
import type { ExchangeClient, PostAnswer } from "./post-window.ts";
import { doubling } from "./doubling.ts";

/** Milliseconds before a request without an answer, in an answer to others, is repeated; they double. */
const FIRST_DELAY_MS = 1_000;
const MAX_DELAY_MS = 3_600_000;

/** Milliseconds before a member that keeps a payload as evidence is asked again, if its refusal lasts longer. */
const KEPT_DELAY_MS = 86_400_000;

/** What sending requests works with. */
export type ErasureContext = Pick<ExchangeContext, "db" | "domain" | "directory" | "follower" | "own" | "clock">;

interface SentErasure {
  readonly owed: OwedErasure;
  readonly id: Bytes32;
  readonly statement: ErasureRequest;
}

/**
 * Asks another member to erase payloads that their authors, members of this gateway, erased, and stores each signed
 * answer. What has no answer remains owed, also when this gateway crashes between.
 *
 * @param member The member, with the address of its gateway.
 * @returns the problem, in words, of a member that gave no answer; `undefined` otherwise.
 * @throws the errors of the signer and the database; GatewayNotReady.
 */
export async function sendErasures(
  context: ErasureContext,
  client: Pick<ExchangeClient, "post">,
  { participant, endpoint }: Pick<OtherMember, "participant" | "endpoint">,
  stop: AbortSignal,
): Promise<Extract<PostAnswer, { readonly problem: string }> | undefined> {
  const owed = await readOwedErasures(context.db, participant.id, context.clock(), MAX_ITEMS);
  const signed = await Promise.all(owed.map((each) => sign(context, each)));
  const requests = signed.filter((each) => each !== undefined);
  const unsigned = owed.filter((_, index) => signed[index] === undefined);
  let byEntry = new Map<string, AdmittedAnswer>();
  if (requests.length > 0) {
    const body = joinLines(requests.map(({ item }) => item));
    const answer = await client.post(endpoint, "erasures", body, stop);
    if ("problem" in answer) return answer;
    byEntry = admitAnswers(
      context,
      requests.map(({ sent }) => sent),
      answer.items,
    );
  }
  const asked = [...requests.map(({ sent }) => sent.owed), ...unsigned];
  await storeErasureReplies(
    context.db,
    asked.map((each) => replyOf(each, byEntry.get(each.entry), context.clock())),
  );
  if (requests.length > 0 && byEntry.size === 0) return { problem: "its answer to requests to erase is not valid" };
  return undefined;
}

/** @returns `undefined` while the author has no valid key here. */
async function sign(
  { own, domain }: ErasureContext,
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
  context: ErasureContext,
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
    return { recipient, entry, due_at_ms: nowMs + doubling(FIRST_DELAY_MS, attempts, MAX_DELAY_MS) };
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
