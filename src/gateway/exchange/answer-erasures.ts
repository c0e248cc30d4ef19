import { EXCHANGE_VERSION } from "../../api/exchange.ts";
import type { Entry, EntryHash } from "../../domain/entry.ts";
import { itemAt } from "../../domain/item-at.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import {
  type ErasureAnswer,
  ERASURE_ANSWER,
  ERASURE_REQUEST,
  type ErasureRequest,
  requireAuthor,
} from "../../exchange/erasure.ts";
import { writeItem } from "../../exchange/read-item.ts";
import { signStatement } from "../../exchange/statement.ts";
import { readClaimedEntries } from "../../store/exchange/claim-facts.ts";
import { noteContact } from "../../store/exchange/lanes.ts";
import { eraseForAuthor, type ErasureOrder, type ErasureOutcome } from "../../store/exchange/erase-for-author.ts";
import { type AdmitSender, type AdmittedRequest, admitRequest } from "./admit-request.ts";
import type { ExchangeContext } from "./exchange-context.ts";

/** The ground of a refusal, in words for the author. */
const GROUND = "A case or a remedy on the shipment is open, in which the payload is evidence.";

/**
 * Answers the requests of authors to erase their payloads: each with an attestation, or with a refusal that ends. The
 * payloads are erased, on disk, before an attestation is signed. A request that is not admitted has no answer, nor has one
 * about an entry that is not followed yet: the author asks again.
 *
 * @throws when no request has an answer, the error of the last: those of {@link admitRequest}, NotAuthorOfPayload,
 * EntryUnknown, ExchangeItemInvalid.
 */
export async function answerErasures(
  context: ExchangeContext,
  items: readonly Uint8Array[],
  admit: AdmitSender,
): Promise<Uint8Array[]> {
  const now = Math.floor(context.clock() / 1000);
  let refusal: unknown = new PortolanError("ExchangeItemInvalid", { problem: "there is none" });
  const attempt = <Result>(work: () => Result): Result[] => {
    try {
      return [work()];
    } catch (error) {
      if (!PortolanError.is(error)) throw error;
      refusal = error;
      return [];
    }
  };
  const admitted = items.flatMap((item) => attempt(() => admitRequest(context, ERASURE_REQUEST, item, admit)));
  const entries = await readEntries(context, admitted);
  const orders = admitted.flatMap((request) => attempt(() => orderOf(request, entries)));
  if (orders.length === 0) throw refusal;
  await noteContact(context.db, itemAt(orders, 0).request.statement.sender, context.clock());
  const outcomes = await eraseForAuthor(
    context.db,
    orders.map(({ order }) => order),
    context.own.ids(),
    now,
  );
  return Promise.all(
    outcomes.map(async (outcome, index) => {
      const { id, statement, signer, ledger } = itemAt(orders, index).request;
      const { sender: recipient, recipient: sender, entry } = statement;
      const { height } = ledger;
      const result = resultOf(outcome);
      const answer = { version: EXCHANGE_VERSION, sender, recipient, request: id, height, entry, result };
      return writeItem(await signStatement(ERASURE_ANSWER.type, answer, signer, context.domain));
    }),
  );
}

function readEntries({ db }: ExchangeContext, requests: readonly AdmittedRequest<ErasureRequest>[]) {
  const hashes = requests.map(({ statement }) => statement.entry as EntryHash);
  return readClaimedEntries(db, [...new Set(hashes)]);
}

/** @throws EntryUnknown, NotAuthorOfPayload */
function orderOf(
  request: AdmittedRequest<ErasureRequest>,
  entries: ReadonlyMap<EntryHash, Entry>,
): { readonly request: AdmittedRequest<ErasureRequest>; readonly order: ErasureOrder } {
  const hash = request.statement.entry as EntryHash;
  const entry = entries.get(hash);
  if (entry === undefined) throw new PortolanError("EntryUnknown", { entry: hash });
  requireAuthor(request.statement, entry);
  const { shipment, commitment, author } = entry;
  return { request, order: { entry: hash, shipment, commitment, author } };
}

function resultOf(outcome: ErasureOutcome): ErasureAnswer["result"] {
  return "erasedAt" in outcome
    ? { state: "erased", erasedAt: outcome.erasedAt }
    : { state: "kept", ground: GROUND, until: outcome.keptUntil };
}
