import { setImmediate as nextTurn } from "node:timers/promises";
import { EXCHANGE_VERSION, type Receipt } from "../../api/exchange.ts";
import { memberAt } from "../../domain/directory/member-at.ts";
import { canonicalJson } from "../../domain/encoding/canonical-json.ts";
import { toJsonText } from "../../domain/encoding/json-text.ts";
import type { Bytes32, EntryHash, ParticipantId } from "../../domain/entry.ts";
import { failureToError } from "../../domain/errors/failure.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { type Authentication, authenticateParcel } from "../../exchange/authenticate-parcel.ts";
import type { FollowedLedger } from "../../exchange/followed-ledger.ts";
import { openParcels, type ParcelJudge } from "../../exchange/open-parcels.ts";
import type { Parcel } from "../../exchange/parcel.ts";
import type { ParcelOutcome, ParcelSubject } from "../../exchange/parcel-outcome.ts";
import { type ReadParcel, readParcel } from "../../exchange/read-parcel.ts";
import { writeItem } from "../../exchange/read-item.ts";
import { receiptOf } from "../../exchange/receipt-of.ts";
import { RECEIPTS } from "../../exchange/receipts.ts";
import { isFinal, settleReceipt } from "../../exchange/settle-receipt.ts";
import { signStatement } from "../../exchange/statement.ts";
import { readMemberChanges } from "../../store/chain/member-changes.ts";
import { readClaimedEntries, readClaimFacts } from "../../store/exchange/claim-facts.ts";
import { readActViews, readClaimedActs } from "../../store/exchange/claimed-acts.ts";
import { readReceipts } from "../../store/exchange/receipts.ts";
import type { ArrivedContent, ArrivedRecord, Arrival } from "../../store/exchange/arrivals.ts";
import type { NumberedParcel } from "../../store/exchange/note-numbers.ts";
import { storeArrivals } from "../../store/exchange/store-arrivals.ts";
import type { AdmitSender } from "./admit-request.ts";
import type { ExchangeContext } from "./exchange-context.ts";
import { followedNow } from "./followed-now.ts";
import { judgeClaims, type JudgedParcel } from "./judge-claims.ts";
import { type PreparedContent, prepareContents } from "./prepare-contents.ts";
import { readerOf } from "./reader-of.ts";
import { requireOwn } from "./require-own.ts";
import { requiredSuiteAt } from "./required-suite.ts";

/** Signed receipts for the parcels of one sender. */
export interface ReceivedParcels {
  readonly sender: ParticipantId;
  readonly recipient: ParticipantId;
  /** In the order of the items. */
  readonly receipts: readonly Receipt[];
  /** The receipts under one signature, as an item. */
  readonly item: Uint8Array;
}

/** Number of signatures that are verified before other work has a turn. */
const SIGNATURES_A_TURN = 8;

/**
 * Receives the parcels of one sender to one member of this gateway, and judges each by itself. What it may read and
 * what is genuine is stored, in one transaction. The receipts are signed only after that, so that a receipt `stored`
 * survives any crash. A repeated parcel gets the same receipt.
 *
 * @param items Lines of a request or an answer, without their ends.
 * @param admit Called once the signature of a sender is verified, before anything is decrypted. It throws to refuse.
 * @throws ExchangeItemInvalid, ExchangeVersionUnsupported and the errors of signatures when no item is authentic;
 * ExchangeNotRecipient for a member of another gateway; GatewayNotReady; what `admit` throws; the errors of the signer
 * and the database, after which the sender repeats the request.
 */
export async function receiveParcels(
  context: ExchangeContext,
  items: readonly Uint8Array[],
  admit: AdmitSender = () => undefined,
): Promise<ReceivedParcels> {
  const read = items.map(readParcel);
  const { sender, recipient } = partiesOf(read);
  const signer = requireOwn(context, recipient);
  await catchUp(context, recipient, read);
  const ledger = followedNow(context);
  const changes = (await readMemberChanges(context.db, [recipient])).get(recipient) ?? [];
  const { height, time } = ledger;
  const suites = new Map<number, ReturnType<typeof requiredSuiteAt>>();
  const requiredSuite = (block: number) => {
    if (!suites.has(block)) suites.set(block, requiredSuiteAt(recipient, changes, block, time));
    return suites.get(block);
  };

  const authentications: Authentication[] = [];
  const verified = new Set<string>();
  for (const [index, one] of read.entries()) {
    if (index % SIGNATURES_A_TURN === 0) await nextTurn();
    authentications.push(
      one.outcome === "read"
        ? authenticate(one.parcel, sender, { member: recipient, ledger, requiredSuite, verified })
        : one,
    );
  }
  requireAuthentic(authentications);
  admit(sender, items.length);

  const record = memberAt(recipient, changes, { block: height, time });
  const opening = context.opening.run(recipient, () =>
    openAndPrepare(context, authentications, {
      ledger,
      decryptionKey: (id) => context.decryptionKeys.open(record, id),
      entries: (hashes) => readSubjects(context, hashes),
    }),
  );
  // It may fail before its turn.
  opening.catch(() => undefined);
  const receipts = await context.storing.run(recipient, async () => {
    const { outcomes, contents } = await opening;
    const hashes = outcomes.flatMap((one) => (one.outcome === "storable" ? [one.opened.hash] : []));
    const reader = readerOf(context, recipient);
    const facts = await readClaimFacts(context.db, reader, hashes);
    const views = await readActViews(context.db, recipient, actsOf(outcomes));
    for (const [hash, view] of views) facts.set(hash, { ...view, isOfHolder: false });
    const judged = judgeClaims(outcomes, { facts, customsOf: reader.country, height });
    return store(context, { sender, recipient }, { items, authentications, judged, contents });
  });
  const statement = { version: EXCHANGE_VERSION, sender: recipient, recipient: sender, height, time: now(context) };
  const signed = await signStatement(RECEIPTS.type, { ...statement, receipts }, signer, context.domain);
  return { sender, recipient, receipts, item: writeItem(signed) };
}

/** What was opened of the parcels of a request, in their order, with what there is to store of each. */
interface Opened {
  readonly outcomes: readonly ParcelOutcome[];
  readonly contents: ReadonlyMap<Bytes32, PreparedContent>;
}

/** Most parcels bring payloads, so that acts are looked up only for what is no entry. */
async function readSubjects(
  { db }: ExchangeContext,
  hashes: readonly EntryHash[],
): Promise<ReadonlyMap<EntryHash, ParcelSubject>> {
  const subjects = new Map<EntryHash, ParcelSubject>(await readClaimedEntries(db, hashes));
  const others = hashes.filter((hash) => !subjects.has(hash));
  for (const [hash, act] of await readClaimedActs(db, others)) subjects.set(hash, act);
  return subjects;
}

async function openAndPrepare(
  context: ExchangeContext,
  authentications: readonly Authentication[],
  judge: ParcelJudge,
): Promise<Opened> {
  const outcomes = await openParcels(authentications, judge);
  return { outcomes, contents: await prepareContents(outcomes, context) };
}

/**
 * Waits a moment for the block at which parcels were sealed: a sender that read it earlier must not be answered `early`.
 * Only an authentic sender can make a request wait.
 */
async function catchUp(context: ExchangeContext, member: ParticipantId, read: readonly ReadParcel[]): Promise<void> {
  const first = read.find((one) => one.outcome === "read");
  if (first?.outcome !== "read" || first.parcel.statement.height <= context.follower.checkpoint.block) return;
  const recipient = { member, ledger: followedNow(context), requiredSuite: () => undefined };
  if (authenticateParcel(first.parcel, recipient).outcome !== "authentic") return;
  await context.untilFollowed(first.parcel.statement.height);
}

const now = ({ clock }: ExchangeContext) => Math.floor(clock() / 1000);

/** Sender and recipient of the first readable item, which are those of the request. @throws the error of an item */
function partiesOf(read: readonly ReadParcel[]): { sender: ParticipantId; recipient: ParticipantId } {
  const first = read.find((one) => one.outcome === "read") ?? read[0];
  if (first === undefined) throw new PortolanError("ExchangeItemInvalid", { problem: "there is none" });
  if (first.outcome === "read") return first.parcel.statement;
  if (first.outcome === "refused") throw failureToError(first.failure);
  throw new PortolanError("ExchangeVersionUnsupported", { version: first.version, supported: EXCHANGE_VERSION });
}

function authenticate(
  parcel: Parcel,
  sender: ParticipantId,
  recipient: Parameters<typeof authenticateParcel>[1] & { readonly ledger: FollowedLedger },
): Authentication {
  const authentication = authenticateParcel(parcel, recipient);
  if (authentication.outcome !== "authentic" || parcel.statement.sender === sender) return authentication;
  const problem = "its sender is not that of the first item";
  return {
    id: authentication.id,
    outcome: "refused",
    failure: new PortolanError("ExchangeItemInvalid", { problem }),
  };
}

/** A request of a stranger gets no receipts, which would cost a signature. @throws the error of the first item */
function requireAuthentic(authentications: readonly Authentication[]): void {
  const [first] = authentications;
  const refusals = authentications.filter((one) => one.outcome === "refused" || one.outcome === "unsupported");
  if (refusals.length < authentications.length) return;
  if (first?.outcome === "refused") throw failureToError(first.failure);
  const refused = authentications.find((one) => one.outcome === "refused");
  if (refused !== undefined) throw failureToError(refused.failure);
}

/** The items of a request, with what was found about each. */
interface JudgedRequest extends Pick<Opened, "contents"> {
  readonly items: readonly Uint8Array[];
  readonly authentications: readonly Authentication[];
  readonly judged: readonly JudgedParcel[];
}

async function store(
  context: ExchangeContext,
  parties: { readonly sender: ParticipantId; readonly recipient: ParticipantId },
  { items, authentications, judged, contents }: JudgedRequest,
): Promise<Receipt[]> {
  const [known, isFull] = await Promise.all([
    readReceipts(
      context.db,
      judged.map(({ id }) => id),
    ),
    context.isFull(),
  ]);
  const arrivals: Arrival[] = [];
  const places: NumberedParcel[] = [];
  const receipts = judged.map((one, index): Receipt => {
    const { answer, stored } = settleReceipt(known.get(one.id), foundReceipt(one, isFull));
    const authentication = authentications[index];
    if (authentication?.outcome !== "authentic") return answer;
    const { sequence, previous } = authentication.parcel.statement;
    places.push({ parcel: authentication.id, sequence, previous: previous as Bytes32 });
    if (stored === undefined || !isRemembered(stored)) return answer;
    const item = items[index];
    arrivals.push({
      parcel: one.id,
      entry: stored.entry,
      sequence,
      receipt: stored,
      isFinal: isFinal(stored),
      item: stored.outcome === "mismatch" && item !== undefined ? Buffer.from(item).toString() : null,
      content: stored.outcome === "stored" ? contentOf(one, contents) : undefined,
      record: stored.outcome === "stored" ? recordOf(one) : undefined,
    });
    return answer;
  });
  if (places.length === 0) return receipts;
  const own = context.own.ids();
  const erased = new Set(
    await storeArrivals(context.db, { ...parties, own, arrivals, places, nowMs: context.clock() }),
  );
  return receipts.map((receipt) =>
    erased.has(receipt.parcel) ? { parcel: receipt.parcel, entry: receipt.entry, outcome: "erased" } : receipt,
  );
}

function foundReceipt(judged: JudgedParcel, isFull: boolean): Receipt {
  if (judged.outcome !== "storable") return receiptOf(judged);
  return { parcel: judged.id, entry: judged.opened.hash, outcome: isFull ? "full" : "stored" };
}

/** Early parcels and those that find no room leave no row: the sender repeats them. */
function isRemembered({ outcome }: Receipt): boolean {
  return outcome !== "early" && outcome !== "full";
}

function contentOf(one: JudgedParcel, contents: Opened["contents"]): ArrivedContent | undefined {
  const content = contents.get(one.id);
  if (one.outcome !== "storable" || content === undefined) return undefined;
  const { facts, view, countries } = one.entitled;
  return { ...content, position: facts.position, view, countries, isOfHolder: facts.isOfHolder };
}

function recordOf(one: JudgedParcel): ArrivedRecord | undefined {
  if (one.outcome !== "storable" || !("matter" in one.opened.entry)) return undefined;
  const { facts, view, opened } = one.entitled;
  const { entry, payload } = opened;
  return {
    ...{ commitment: entry.commitment, author: entry.author, position: facts.position, view },
    body: canonicalJson(payload.body),
    seed: payload.view === "whole" ? payload.seed : null,
    disclosure: payload.view === "whole" ? null : toJsonText(payload.disclosure),
  };
}

/** The acts among the storable parcels. */
const actsOf = (outcomes: readonly ParcelOutcome[]): EntryHash[] =>
  outcomes.flatMap((one) => (one.outcome === "storable" && "matter" in one.opened.entry ? [one.opened.hash] : []));
