import { randomBytes } from "node:crypto";
import { EXCHANGE_VERSION, type HoldingsDigest } from "../../api/exchange.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { DIGEST, DIGEST_ANSWER, requireDigestAnswer, type Digest } from "../../exchange/digest.ts";
import { joinLines } from "../../exchange/json-lines.ts";
import { admitMessage } from "../../exchange/message.ts";
import { writeItem } from "../../exchange/read-item.ts";
import { signStatement, statementDigest } from "../../exchange/statement.ts";
import { LIFE_S, type Asking, type HolderClient } from "./ask-holder.ts";
import type { ExchangeContext } from "./exchange-context.ts";
import { followedNow } from "./followed-now.ts";

/**
 * Asks a holder what it holds, over ranges of blocks, of the entries that the reader may read.
 *
 * @param own What this gateway holds over these ranges.
 * @returns a problem in words also for an answer that is not authentic, or is none to this request.
 * @throws the errors of the signer; GatewayNotReady.
 */
export async function askDigests(
  context: ExchangeContext,
  client: HolderClient,
  { reader, holder, endpoint }: Asking,
  own: readonly HoldingsDigest[],
  stop: AbortSignal,
): Promise<readonly HoldingsDigest[] | { readonly problem: string }> {
  const signer = context.own.signerOf(reader);
  if (signer === undefined) return { problem: "this gateway has no valid key of the reader" };
  const now = Math.floor(context.clock() / 1000);
  const digest: Digest = {
    version: EXCHANGE_VERSION,
    sender: reader,
    recipient: holder,
    nonce: `0x${randomBytes(32).toString("hex")}`,
    expires: now + LIFE_S,
    reader,
    ranges: [...own],
  };
  const signed = await signStatement(DIGEST.type, digest, signer, context.domain);
  const posted = await client.post(endpoint, "digests", joinLines([writeItem(signed)]), stop);
  if ("problem" in posted) return posted;
  const invalid = { problem: "its answer to a digest is not valid" };
  const [item] = posted.items;
  if (item === undefined) return invalid;
  const admitted = admitMessage(DIGEST_ANSWER, item, { member: reader, ledger: followedNow(context), now });
  if (admitted.outcome !== "admitted") return invalid;
  try {
    requireDigestAnswer(digest, statementDigest(DIGEST.type, digest, context.domain), admitted.statement);
    return admitted.statement.ranges;
  } catch (error) {
    if (PortolanError.is(error, "ExchangeAnswerUnrelated")) return invalid;
    throw error;
  }
}
