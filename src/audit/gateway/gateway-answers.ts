import { setTimeout as sleep } from "node:timers/promises";
import { PortolanError } from "../../domain/errors/portolan-error.ts";

/** Reads a gateway's API with one API key. @throws GatewayUnreachable, GatewayRefused, GatewayAnswerUnexpected */
export interface GatewayAnswers {
  readonly url: string;
  get(path: string, query?: Readonly<Record<string, string | number | undefined>>): Promise<unknown>;
}

/** An unchecked answer, or a part of one. */
export type Answer = Readonly<Record<string, unknown>>;

/** Pause after an answer 429, and the largest number of pauses for one request. */
const PAUSE_MS = 1_000;
const MAX_PAUSES = 60;

const MAX_PAGE = 200;

/** Requests a path; retries after 429. @param query parameters of the URL. */
export async function ask(answers: GatewayAnswers, path: string, query?: Parameters<GatewayAnswers["get"]>[1]) {
  for (let pauses = 0; ; pauses += 1)
    try {
      return asAnswer(answers, path, await answers.get(path, query));
    } catch (error) {
      if (!isRefusal(error, "TooManyRequests") || pauses === MAX_PAUSES) throw error;
      await sleep(PAUSE_MS);
    }
}

/** Yields the items of a paged list, page by page. */
export async function* pagesOf(answers: GatewayAnswers, path: string): AsyncGenerator<Answer[]> {
  let cursor: string | undefined;
  do {
    const page = await ask(answers, path, { limit: MAX_PAGE, cursor });
    const { items, next } = page;
    if (!Array.isArray(items)) throw unexpected(answers, `${path} has no items`);
    yield items.map((item) => asAnswer(answers, path, item));
    cursor = typeof next === "string" && items.length > 0 ? next : undefined;
  } while (cursor !== undefined);
}

/** Whether the gateway refused the request with this error code. */
export function isRefusal(error: unknown, code: string): boolean {
  return PortolanError.is(error, "GatewayRefused") && error.facts["reason"] === code;
}

function asAnswer(answers: GatewayAnswers, path: string, value: unknown): Answer {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw unexpected(answers, `${path} is not an object`);
  return value as Answer;
}

function unexpected({ url }: GatewayAnswers, problem: string): PortolanError {
  return new PortolanError("GatewayAnswerUnexpected", { url, problem });
}
