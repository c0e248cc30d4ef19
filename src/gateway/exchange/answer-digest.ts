import { EXCHANGE_VERSION } from "../../api/exchange.ts";
import { DIGEST, DIGEST_ANSWER } from "../../exchange/digest.ts";
import { writeItem } from "../../exchange/read-item.ts";
import { signStatement } from "../../exchange/statement.ts";
import { type AdmitSender, admitRequest, requireOne, takeNonce } from "./admit-request.ts";
import type { ExchangeContext } from "./exchange-context.ts";
import { digestsOfHoldings } from "./holdings.ts";
import { readerOf } from "./reader-of.ts";

/**
 * Answers what this gateway holds over the same ranges of blocks.
 *
 * @returns the signed answer as an item.
 * @throws the errors of {@link admitRequest}, {@link takeNonce} and {@link digestsOfHoldings}.
 */
export async function answerDigest(
  context: ExchangeContext,
  items: readonly Uint8Array[],
  admit: AdmitSender,
): Promise<Uint8Array[]> {
  const { id, statement, signer, ledger } = admitRequest(context, DIGEST, requireOne(items), admit);
  await takeNonce(context, statement);
  const { sender: recipient, recipient: sender, reader } = statement;
  const members = {
    reader: readerOf(context, reader),
    giver: readerOf(context, reader === sender ? recipient : sender),
  };
  const ranges = await digestsOfHoldings(context.db, members, statement.ranges);
  const { height } = ledger;
  const answer = { version: EXCHANGE_VERSION, sender, recipient, request: id, height, reader, ranges };
  return [writeItem(await signStatement(DIGEST_ANSWER.type, answer, signer, context.domain))];
}
