import { EXCHANGE_VERSION, MAX_EXCHANGE_BYTES, MAX_ITEMS } from "../../api/exchange.ts";
import type { EntryHash, ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { EncryptionKey } from "../../exchange/encryption-key.ts";
import { writeItem } from "../../exchange/read-item.ts";
import { signStatement } from "../../exchange/statement.ts";
import { type Want, WANT, WANT_ANSWER, type WantAnswer } from "../../exchange/want.ts";
import { numberAnswers } from "../../store/exchange/number-answers.ts";
import { findOwed } from "../../store/exchange/owed-parcels.ts";
import { readSharedRecords } from "../../store/exchange/shared-records.ts";
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
import { makeParcels } from "./make-parcels.ts";
import { parcelContent } from "./parcel-body.ts";
import { recordContent } from "./record-body.ts";
import { readerOf } from "./reader-of.ts";

/** Entries of a shipment or of a range of blocks that one answer looks at. */
const PAGE = 200;

/** Characters of the payloads of one answer. Sealed and written in base64url they take a third more. */
const MOST_CHARACTERS = MAX_EXCHANGE_BYTES / 2;

/** Bytes of an answer besides its parcels. */
const ANSWER_BYTES = 65_536;

/** The parcels of one answer, whose first item says what they are. */
const LIMIT = { items: MAX_ITEMS - 1, bytes: MAX_EXCHANGE_BYTES - ANSWER_BYTES };

/** Milliseconds for which a lane waits for the receipts of an answer before it sends the entries itself. */
const RECEIPT_MS = 60_000;

/** Attempts to take numbers of the pair, of which a lane may take some meanwhile. */
const ATTEMPTS = 5;

type AnswerItem = WantAnswer["items"][number];

/**
 * Answers a want: for each entry or act a parcel, or why there is none. Who is entitled, and to what, is calculated anew. The
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
    const answered = await context.sealing.run(sender, () => answerOnce(context, want, key));
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
  const { height, time } = ledger;
  const members = { reader: readerOf(context, recipient), giver: readerOf(context, sender) };
  const { shared, others, next } = await readSubject(context, want.subject, members);
  const acts = await readSharedRecords(db, { reader: recipient, giver: sender, time }, others);
  const records = new Map(acts.map((act) => [act.entry, act]));
  const unknown = others.filter((entry) => !records.has(entry));
  const answers: AnswerItem[] = unknown.map((entry) => ({ entry, answer: "notHeld" }));
  const givable = givableOf([...shared, ...acts], answers, height);
  const [contents, owed] = await Promise.all([
    readHeldContents(
      db,
      members.reader,
      givable.map(({ entry }) => entry),
    ),
    findOwed(
      db.reader,
      givable.flatMap(({ shipment, ...each }) => (shipment === null ? [] : [{ ...each, shipment, held: each.view }])),
      [recipient],
    ),
  ]);
  const rules = new Map(owed.map(({ entry, rule }) => [entry, rule]));
  const contentOf = (each: SharedEntry) => {
    const { entry, view } = each;
    const record = records.get(entry);
    if (record !== undefined) {
      const content = recordContent(record, view);
      return content && { ...each, content, rule: "cooperation" as const };
    }
    const held = contents.get(entry);
    const [content, rule] = [held && parcelContent(held, view), rules.get(entry)];
    return content === undefined || rule === undefined ? undefined : { ...each, content, rule };
  };
  const given = givable.map(contentOf).filter((each) => each !== undefined);
  const order = { sender, recipient, signer, key, height, limit: LIMIT };
  const made = await makeParcels(context, order, given);
  const answered = new Set(given.map(({ entry }) => entry));
  for (const { entry } of [...givable.filter((each) => !answered.has(each.entry)), ...made.tooLarge])
    answers.push({ entry, answer: "notHeld" });
  for (const { entry } of made.left) answers.push({ entry, answer: "busy" });
  for (const { given, place } of made.parcels) answers.push({ entry: given.entry, answer: "parcel", parcel: place.id });
  const parcels = made.parcels.map(({ given: { entry, position, rule, view }, place }) => ({
    ...{ entry, position, rule, view, sequence: place.sequence, parcel: place.id },
  }));
  const nowMs = context.clock();
  const numbers = { sender, recipient, before: made.before, parcels, nowMs, awaitedUntilMs: nowMs + RECEIPT_MS };
  if (!(await numberAnswers(db, numbers))) return undefined;
  const statement = { version: EXCHANGE_VERSION, sender, recipient, request: id, height, items: answers, next };
  const answer = writeItem(await signStatement(WANT_ANSWER.type, statement, signer, domain));
  return [answer, ...made.parcels.map(({ item }) => item)];
}

interface WantedEntries {
  readonly shared: readonly SharedEntry[];
  /** What was asked for and is no entry that is followed here. */
  readonly others: readonly EntryHash[];
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
    return { shared, others: entries.filter((entry) => !known.has(entry)), next: null };
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
  return { shared: answered, others: [], next: isCut || page.length === PAGE ? (last?.position ?? null) : null };
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
