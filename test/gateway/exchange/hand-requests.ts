import { randomBytes } from "node:crypto";
import { hexOf } from "../../../src/domain/encoding/hex.ts";
import type { MessageKind } from "../../../src/exchange/message.ts";
import { writeItem } from "../../../src/exchange/read-item.ts";
import { signStatement, type Statement } from "../../../src/exchange/statement.ts";
import { type ExchangeAnswer, postItems } from "./exchange-post.ts";
import type { HandSender } from "./hand-sender.ts";

/** Nonce and end of a new request. @param seconds from now until its end. */
export const newRequest = (seconds = 600) => ({
  nonce: hexOf(randomBytes(32)),
  expires: Math.floor(Date.now() / 1000) + seconds,
});

/** A signed statement of a sender, as an item. */
export async function signItem<Content extends Statement>(
  { member, signer, domain, recipient }: HandSender,
  kind: MessageKind<Content>,
  content: Omit<Content, keyof Statement> & Partial<Statement>,
): Promise<Uint8Array> {
  const statement = { version: 1, sender: member.id, recipient, ...content } as Content;
  return writeItem(await signStatement(kind.type, statement, signer, domain));
}

/** Posts one statement. */
export async function postStatement<Content extends Statement>(
  sender: HandSender,
  path: string,
  kind: MessageKind<Content>,
  content: Omit<Content, keyof Statement> & Partial<Statement>,
): Promise<ExchangeAnswer> {
  return postItems(sender.url, path, [await signItem(sender, kind, content)]);
}
