import type { Application, Request, Response } from "express";
import { EXCHANGE_VERSION, MAX_EXCHANGE_BYTES, MAX_ITEM_BYTES, MAX_ITEMS } from "../../api/exchange.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { contentDigest } from "../../exchange/content-digest.ts";
import { joinLines } from "../../exchange/json-lines.ts";
import type { AdmitSender } from "../../gateway/exchange/admit-request.ts";
import { answerDigest } from "../../gateway/exchange/answer-digest.ts";
import { answerErasures } from "../../gateway/exchange/answer-erasures.ts";
import { answerWant } from "../../gateway/exchange/answer-want.ts";
import { takeReceipts } from "../../gateway/exchange/take-receipts.ts";
import { receiveParcels } from "../../gateway/exchange/receive-parcels.ts";
import { SenderQuota } from "../../gateway/exchange/sender-quota.ts";
import type { HttpMetrics } from "../serve/metrics.ts";
import { NATIVE } from "../serve/dialect.ts";
import { Responder } from "../serve/responder.ts";
import type { Services } from "../services.ts";
import { type BodySlot, BodySlots } from "./body-slots.ts";
import { LINES_TYPE, readLines } from "./read-lines.ts";

/** Items of one sender in a second, on average and after a pause. Opening one takes a millisecond of processor time. */
const ITEMS = { what: "items", perSecond: 4_000, burst: 20_000 } as const;

/** Requests of one sender that an answer of many entries may follow. */
const REQUESTS = { what: "requests", perSecond: 50, burst: 500 } as const;

/** Answers the items of a request with items. */
type Answer = (items: readonly Uint8Array[], admit: AdmitSender) => Promise<readonly Uint8Array[]>;

/**
 * Mounts the routes between gateways. They have no credentials: each item is signed with a ledger key. They are not part
 * of the API for people, which the route table documents.
 */
export function mountExchange(app: Application, services: Services, metrics: HttpMetrics): void {
  const slots = new BodySlots();
  const items = new SenderQuota(ITEMS);
  const requests = new SenderQuota(REQUESTS);
  const mount = (path: string, use: AdmitSender, answer: Answer) => {
    const respond = (request: Request, response: Response) =>
      new Responder(request, response, { path, dialect: NATIVE }, services.log, metrics);
    app
      .route(path)
      .post((request, response) => answerLines(respond(request, response), slots, use, answer))
      .all((request, response) => {
        const { method } = request;
        respond(request, response).fail(new PortolanError("MethodNotAllowed", { path, method, allowed: ["POST"] }));
      });
  };
  const { exchange } = services;
  app.get("/exchange", async (request, response) => {
    const responder = new Responder(request, response, { path: "/exchange", dialect: NATIVE }, services.log, metrics);
    const { checkpoint } = services.follower;
    await responder.reply({
      status: 200,
      body: {
        versions: [EXCHANGE_VERSION],
        ...{ maxBytes: MAX_EXCHANGE_BYTES, maxItemBytes: MAX_ITEM_BYTES, maxItems: MAX_ITEMS },
        members: exchange.own.ids(),
        height: checkpoint.block,
      },
    });
  });
  const useItems: AdmitSender = (sender, count) => items.use(sender, count);
  const useRequest: AdmitSender = (sender) => requests.use(sender, 1);
  mount("/exchange/parcels", useItems, async (lines, admit) => {
    const { sender, item } = await receiveParcels(exchange, lines, admit);
    exchange.delivering.note(sender, exchange.clock());
    return [item];
  });
  mount("/exchange/receipts", useItems, (lines, admit) => takeReceipts(exchange, lines, admit));
  mount("/exchange/erasures", useItems, (lines, admit) => answerErasures(exchange, lines, admit));
  mount("/exchange/wants", useRequest, (lines, admit) => answerWant(exchange, lines, admit));
  mount("/exchange/digests", useRequest, (lines, admit) => answerDigest(exchange, lines, admit));
}

async function answerLines(responder: Responder, slots: BodySlots, use: AdmitSender, answer: Answer): Promise<void> {
  const { request } = responder;
  let slot: BodySlot | undefined;
  try {
    const taken = slots.take(request.socket.remoteAddress ?? "");
    slot = taken;
    const admit: AdmitSender = (sender, count) => {
      taken.belongsTo(sender);
      use(sender, count);
    };
    const body = Buffer.from(joinLines(await answer(await readLines(request), admit)));
    const headers = { "Content-Type": LINES_TYPE, "Content-Digest": contentDigest(body) };
    await responder.reply({ status: 200, text: body, headers });
  } catch (error) {
    responder.fail(error);
  } finally {
    slot?.free();
  }
}
