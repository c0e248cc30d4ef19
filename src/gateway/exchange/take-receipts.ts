import { decodeText } from "../../domain/encoding/decode-text.ts";
import { RECEIPTS } from "../../exchange/receipts.ts";
import { isFinal } from "../../exchange/settle-receipt.ts";
import { noteContact } from "../../store/exchange/lanes.ts";
import { settleAnswers } from "../../store/exchange/settle-answers.ts";
import { type AdmitSender, admitRequest, requireOne } from "./admit-request.ts";
import type { ExchangeContext } from "./exchange-context.ts";

/**
 * Takes the receipts of a member for the parcels that answered its want. A repeat changes nothing.
 *
 * @returns no items.
 * @throws the errors of {@link admitRequest}.
 */
export async function takeReceipts(
  context: ExchangeContext,
  items: readonly Uint8Array[],
  admit: AdmitSender,
): Promise<Uint8Array[]> {
  const item = requireOne(items);
  const { id, statement } = admitRequest(context, RECEIPTS, item, admit);
  const { sender: recipient, recipient: sender, receipts } = statement;
  await noteContact(context.db, recipient, context.clock());
  await settleAnswers(context.db, {
    recipient,
    sender,
    signed: { id, item: decodeText(item) },
    receipts: receipts.map((receipt) => ({ receipt, isFinal: isFinal(receipt) })),
    nowMs: context.clock(),
  });
  return [];
}
