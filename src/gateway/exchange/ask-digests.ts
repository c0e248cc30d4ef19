import { randomBytes } from "node:crypto";
import { EXCHANGE_VERSION, type HoldingsDigest } from "../../api/exchange.ts";
import type { ComparisonStep } from "../../api/comparison.ts";
import { decodeText } from "../../domain/encoding/decode-text.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { DIGEST, DIGEST_ANSWER, requireDigestAnswer, type Digest } from "../../exchange/digest.ts";
import { joinLines } from "../../exchange/json-lines.ts";
import { admitMessage } from "../../exchange/message.ts";
import { writeItem } from "../../exchange/read-item.ts";
import { signStatement, statementDigest } from "../../exchange/statement.ts";
import { LIFE_S, type Asking, type HolderClient } from "./ask-holder.ts";
import type { ExchangeContext } from "./exchange-context.ts";
import { followedNow } from "./followed-now.ts";

/** What a holder holds, with both signed statements. */
export interface DigestReply {
  readonly ranges: readonly HoldingsDigest[];
  readonly step: ComparisonStep;
}

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
): Promise<DigestReply | { readonly problem: string }> {
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
  const asked = writeItem(signed);
  const posted = await client.post(endpoint, "digests", joinLines([asked]), stop);
  if ("problem" in posted) return posted;
  const invalid = { problem: "its answer to a digest is not valid" };
  const [item] = posted.items;
  if (item === undefined) return invalid;
  const admitted = admitMessage(DIGEST_ANSWER, item, { member: reader, ledger: followedNow(context), now });
  if (admitted.outcome !== "admitted") return invalid;
  try {
    requireDigestAnswer(digest, statementDigest(DIGEST.type, digest, context.domain), admitted.statement);
    return { ranges: admitted.statement.ranges, step: { digest: decodeText(asked), answer: decodeText(item) } };
  } catch (error) {
    if (PortolanError.is(error, "ExchangeAnswerUnrelated")) return invalid;
    throw error;
  }
}
