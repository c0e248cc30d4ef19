import { setImmediate as nextTurn } from "node:timers/promises";
import { EXCHANGE_VERSION, MAX_EXCHANGE_BYTES, MAX_ITEMS, type ParcelContent } from "../../api/exchange.ts";
import type { Bytes32, EntryHash, ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { EncryptionKey } from "../../exchange/encryption-key.ts";
import { NO_PARCEL, placeAfter } from "../../exchange/pair-order.ts";
import { encodeParcel, makeParcel, PARCEL } from "../../exchange/parcel.ts";
import { sealParcelContent } from "../../exchange/parcel-content.ts";
import { writeItem } from "../../exchange/read-item.ts";
import type { SealedContent } from "../../exchange/seal-content.ts";
import { sealSessionKey } from "../../exchange/session-key.ts";
import { signStatement, statementDigest } from "../../exchange/statement.ts";
import { type Want, WANT, WANT_ANSWER, type WantAnswer } from "../../exchange/want.ts";
import { readLastOfPair } from "../../store/exchange/last-of-pair.ts";
import { numberAnswers } from "../../store/exchange/number-answers.ts";
import { findOwed } from "../../store/exchange/owed-parcels.ts";
import {
  readEntriesOfBlocks,
  readEntriesOfShipment,
  type ReaderAndGiver,
  readHeldContents,
  readSharedEntries,
  type SharedEntry,
} from "../../store/exchange/wanted-contents.ts";
import { type AdmitSender, type AdmittedRequest, admitRequest, requireOne, takeNonce } from "./admit-request.ts";
import type { ExchangeContext } from "./exchange-context.ts";
import { parcelContent } from "./parcel-body.ts";
import { readerOf } from "./reader-of.ts";

/** Entries of a shipment or of a range of blocks that one answer looks at. */
const PAGE = 200;

/** Characters of the payloads of one answer. Sealed and written in base64url they take a third more. */
const MOST_CHARACTERS = MAX_EXCHANGE_BYTES / 2;

/** Bytes of an answer besides its parcels. */
const ANSWER_BYTES = 65_536;

/** Milliseconds for which a lane waits for the receipts of an answer before it sends the entries itself. */
const RECEIPT_MS = 60_000;

/** Attempts to take numbers of the pair, of which a lane may take some meanwhile. */
const ATTEMPTS = 5;

type AnswerItem = WantAnswer["items"][number];

/**
 * Answers a want: for each entry a parcel, or why there is none. Who is entitled, and to what, is calculated anew. The
 * work of one answer is bounded: what exceeds it is `busy`, and the member asks again.
 *
 * @returns the answer, then the parcels, each as an item.
 * @throws the errors of {@link admitRequest} and {@link takeNonce}; ExchangeNoKeyOfSender.
 */
export async function answerWant(
  context: ExchangeContext,
  items: readonly Uint8Array[],
  admit: AdmitSender,
): Promise<Uint8Array[]> {
  const want = admitRequest(context, WANT, requireOne(items), admit);
  const { sender } = want.statement;
  const key = (await context.others.list()).find(({ participant }) => participant.id === sender)?.key;
  if (key === undefined) throw new PortolanError("ExchangeNoKeyOfSender", { sender });
  await takeNonce(context, want.statement);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const answered = await answerOnce(context, want, key);
    if (answered !== undefined) return answered;
  }
  throw new PortolanError("ExchangeBusy", { retryAfter: 1 });
}

/** @returns `undefined` when other parcels of the pair took the numbers. */
async function answerOnce(
  context: ExchangeContext,
  { id, statement: want, signer, ledger }: AdmittedRequest<Want>,
  key: EncryptionKey,
): Promise<Uint8Array[] | undefined> {
  const { db, domain } = context;
  const { sender: recipient, recipient: sender } = want;
  const { height } = ledger;
  const members = { reader: readerOf(context, recipient), giver: readerOf(context, sender) };
  const { shared, unknown, next } = await readSubject(context, want.subject, members);
  const answers: AnswerItem[] = unknown.map((entry) => ({ entry, answer: "notHeld" }));
  const givable = givableOf(shared, answers, height);
  const [contents, owed] = await Promise.all([
    readHeldContents(
      db,
      members.reader,
      givable.map(({ entry }) => entry),
    ),
    findOwed(
      db.reader,
      givable.map((each) => ({ ...each, held: each.view })),
      [recipient],
    ),
  ]);
  const rules = new Map(owed.map(({ entry, rule }) => [entry, rule]));
  const before = (await readLastOfPair(db, sender, recipient)) ?? NO_PARCEL;
  const session = await sealSessionKey({ sender, recipient }, key, domain);
  const parcels = [];
  const lines: Uint8Array[] = [];
  let last = before;
  let bytes = ANSWER_BYTES;
  for (const { entry, position, view } of givable) {
    const held = contents.get(entry);
    const rule = rules.get(entry);
    const content = held && parcelContent(held, view);
    const sealed = content && sealOf(content, entry, context);
    if (sealed === undefined || rule === undefined) {
      answers.push({ entry, answer: "notHeld" });
      continue;
    }
    const place = placeAfter(last);
    const order = { ...place, claim: { rule, height }, session, height };
    const parcel = await makeParcel(sealed, order, signer, domain);
    const line = encodeParcel(parcel);
    if (bytes + line.length + 1 > MAX_EXCHANGE_BYTES || lines.length + 1 >= MAX_ITEMS) {
      answers.push({ entry, answer: "busy" });
      continue;
    }
    bytes += line.length + 1;
    lines.push(line);
    last = { sequence: place.sequence, id: statementDigest(PARCEL, parcel.statement, domain) };
    parcels.push({ entry, position, rule, view, sequence: last.sequence, parcel: last.id });
    answers.push({ entry, answer: "parcel", parcel: last.id });
    await nextTurn();
  }
  const awaitedUntilMs = context.clock() + RECEIPT_MS;
  if (!(await numberAnswers(db, { sender, recipient, before, parcels, awaitedUntilMs }))) return undefined;
  const statement = { version: EXCHANGE_VERSION, sender, recipient, request: id, height, items: answers, next };
  return [writeItem(await signStatement(WANT_ANSWER.type, statement, signer, domain)), ...lines];
}

interface WantedEntries {
  readonly shared: readonly SharedEntry[];
  /** Entries that were asked for and are not followed here. */
  readonly unknown: readonly Bytes32[];
  readonly next: number | null;
}

async function readSubject(
  { db }: ExchangeContext,
  subject: Want["subject"],
  members: ReaderAndGiver,
): Promise<WantedEntries> {
  if ("entries" in subject) {
    const entries = subject.entries as EntryHash[];
    const shared = await readSharedEntries(db, members, entries);
    const known = new Set(shared.map(({ entry }) => entry));
    return { shared, unknown: entries.filter((entry) => !known.has(entry)), next: null };
  }
  const after = subject.after ?? -1;
  const page =
    "shipment" in subject
      ? await readEntriesOfShipment(db, subject.shipment as ShipmentId, after, PAGE)
      : await readEntriesOfBlocks(db, subject.blocks, after, PAGE);
  const shared = await readSharedEntries(
    db,
    members,
    page.map(({ entry }) => entry),
  );
  // Of a page, the answer tells only what the member may read and was held here.
  const answerable = shared.filter(({ view, giverView, held }) => view > 0 && giverView >= view && held !== null);
  const answered = answerable.slice(0, MAX_ITEMS - 1);
  const isCut = answered.length < answerable.length;
  const last = isCut ? answered.at(-1) : page.at(-1);
  return { shared: answered, unknown: [], next: isCut || page.length === PAGE ? (last?.position ?? null) : null };
}

/** The entries of which a parcel can be made; adds the answers of the others. */
function givableOf(shared: readonly SharedEntry[], answers: AnswerItem[], height: number): SharedEntry[] {
  let characters = 0;
  return shared.filter((each) => {
    const { entry, view, giverView, held, erasedAt } = each;
    if (view === 0) answers.push({ entry, answer: "notEntitled", rule: "none", height });
    else if (erasedAt !== null) answers.push({ entry, answer: "erased", erasedAt });
    else if (held === null || held < view || giverView < view) answers.push({ entry, answer: "notHeld" });
    else if (characters + each.characters > MOST_CHARACTERS && characters > 0) answers.push({ entry, answer: "busy" });
    else {
      characters += each.characters;
      return true;
    }
    return false;
  });
}

/** @returns `undefined` for content that is too large for a parcel. */
function sealOf(content: ParcelContent, entry: EntryHash, { domain }: ExchangeContext): SealedContent | undefined {
  try {
    return sealParcelContent(content, entry, domain);
  } catch (error) {
    if (PortolanError.is(error, "ParcelTooLarge")) return undefined;
    throw error;
  }
}
