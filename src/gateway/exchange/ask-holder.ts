import { randomBytes } from "node:crypto";
import { EXCHANGE_VERSION } from "../../api/exchange.ts";
import type { EntryHash, ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { joinLines } from "../../exchange/json-lines.ts";
import { admitMessage } from "../../exchange/message.ts";
import { writeItem } from "../../exchange/read-item.ts";
import { signStatement, statementDigest } from "../../exchange/statement.ts";
import { requireWantAnswer, WANT, WANT_ANSWER, type Want, type WantAnswer } from "../../exchange/want.ts";
import type { WantedAnswer } from "../../store/exchange/tables.ts";
import type { ExchangeContext } from "./exchange-context.ts";
import { eraseAsAnswered } from "./erase-as-answered.ts";
import { followedNow } from "./followed-now.ts";
import type { ExchangeClient } from "./post-window.ts";
import { receiveParcels } from "./receive-parcels.ts";

/** Posts items to other gateways. */
export type HolderClient = Pick<ExchangeClient, "post">;

/** Who asks whom. */
export interface Asking {
  /** The member of this gateway that may read the payloads. */
  readonly reader: ParticipantId;
  readonly holder: ParticipantId;
  /** The address of the holder's gateway. */
  readonly endpoint: string;
}

/** What a holder answered about one entry: its payload came, the holder erased it, or why it did not come. */
export type EntryAnswer = "came" | "busy" | "erased" | Exclude<WantedAnswer, { state: "erased" }>;

/** The answers of a holder; or, in words, why there is none. */
export type HolderAnswers = { readonly answers: ReadonlyMap<EntryHash, EntryAnswer> } | { readonly problem: string };

/**
 * What was asked of a holder and answered. The caller may ask for more while what came is stored.
 */
export type Asked =
  { readonly next: number | null; readonly stored: Promise<HolderAnswers> } | { readonly problem: string };

/** Asks a holder for payloads and stores those that come, see {@link askHolder}. */
export type AskHolder = (asking: Asking, subject: Want["subject"], stop: AbortSignal) => Promise<Asked>;

/** Seconds until a want expires. Clocks of members may differ by days. */
export const LIFE_S = 2 * 86_400;

/**
 * Asks a holder for payloads, stores those that come, and sends the receipts. The holder decides by its own calculation
 * what the reader may read. What the holder erased as its author is erased here, too.
 *
 * @returns once the answer is here; `stored` rejects with the errors of the database. A problem also for
 * an answer that is not authentic, or is none to this want.
 * @throws the errors of the signer and the database; GatewayNotReady.
 */
export async function askHolder(
  context: ExchangeContext,
  client: HolderClient,
  asking: Asking,
  subject: Want["subject"],
  stop: AbortSignal,
): Promise<Asked> {
  const { reader, holder, endpoint } = asking;
  const signer = context.own.signerOf(reader);
  if (signer === undefined) return { problem: "this gateway has no valid key of the reader" };
  const want: Want = {
    version: EXCHANGE_VERSION,
    sender: reader,
    recipient: holder,
    nonce: `0x${randomBytes(32).toString("hex")}`,
    expires: Math.floor(context.clock() / 1000) + LIFE_S,
    subject,
  };
  const signed = await signStatement(WANT.type, want, signer, context.domain);
  const posted = await client.post(endpoint, "wants", joinLines([writeItem(signed)]), stop);
  if ("problem" in posted) return posted;
  const [first, ...parcels] = posted.items;
  const answer = first && readAnswer(context, want, first);
  if (answer === undefined) return { problem: "its answer to a want is not valid" };
  const storing = async (): Promise<HolderAnswers> => {
    const erased = answer.items.flatMap((item) => (item.answer === "erased" ? [item.entry as EntryHash] : []));
    await eraseAsAnswered(context, asking, erased);
    const outcomes = parcels.length === 0 ? NO_OUTCOMES : await receive(context, client, asking, parcels, stop);
    if ("problem" in outcomes) return outcomes;
    return { answers: new Map(answer.items.map((item) => [item.entry, judge(item, holder, outcomes)])) };
  };
  const stored = storing();
  // It may fail before the caller awaits it.
  stored.catch(() => undefined);
  return { next: answer.next, stored };
}

/** The answer in an item; `undefined` for one that is not authentic, or is none to this want. */
function readAnswer(context: ExchangeContext, want: Want, item: Uint8Array): WantAnswer | undefined {
  const now = Math.floor(context.clock() / 1000);
  const admitted = admitMessage(WANT_ANSWER, item, { member: want.sender, ledger: followedNow(context), now });
  if (admitted.outcome !== "admitted") return undefined;
  try {
    requireWantAnswer(want, statementDigest(WANT.type, want, context.domain), admitted.statement);
    return admitted.statement;
  } catch (error) {
    if (PortolanError.is(error, "ExchangeAnswerUnrelated")) return undefined;
    throw error;
  }
}

/** The outcome of each parcel: whether it is stored or erased, or the key that is missing. */
type Outcomes = ReadonlyMap<string, "came" | "busy" | { readonly key: `0x${string}` }>;

const NO_OUTCOMES: Outcomes = new Map();

async function receive(
  context: ExchangeContext,
  client: HolderClient,
  { holder, endpoint }: Asking,
  parcels: readonly Uint8Array[],
  stop: AbortSignal,
): Promise<Outcomes | { readonly problem: string }> {
  try {
    const received = await receiveParcels(context, parcels, (sender) => {
      if (sender !== holder) throw new PortolanError("ExchangeSenderUnknown", { sender });
    });
    // Nothing waits for it: a lost receipt costs the holder one more parcel, and does no harm.
    void client.post(endpoint, "receipts", joinLines([received.item]), stop);
    return new Map(
      received.receipts.map((receipt) => [
        receipt.parcel,
        receipt.outcome === "stored" || receipt.outcome === "erased"
          ? "came"
          : receipt.outcome === "undecryptable"
            ? { key: receipt.key as `0x${string}` }
            : "busy",
      ]),
    );
  } catch (error) {
    if (!PortolanError.is(error)) throw error;
    return { problem: `its parcels are refused: ${error.message}` };
  }
}

function judge(item: WantAnswer["items"][number], holder: ParticipantId, outcomes: Outcomes): EntryAnswer {
  switch (item.answer) {
    case "parcel": {
      const outcome = outcomes.get(item.parcel) ?? "busy";
      return typeof outcome === "string" ? outcome : { state: "sealed", holder, key: outcome.key };
    }
    case "notEntitled":
      return { state: "refused", holder, rule: item.rule, height: item.height };
    case "notHeld":
      return { state: "notHeld" };
    case "busy":
    case "erased":
      return item.answer;
  }
}
