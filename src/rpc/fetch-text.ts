import { request } from "undici";
import { retryAfterMs } from "./retry-after.ts";
import { reasonOf } from "../domain/errors/reason-of.ts";
import { collectText } from "../domain/encoding/collect-text.ts";

/** An answer whose body was read as UTF-8. */
interface FetchedText {
  readonly status: number;
  readonly body: string;
  /** Milliseconds after which the server wants to be asked again, by its `Retry-After`; 0 without one. */
  readonly retryAfterMs: number;
}

/** What is asked, and how much of an answer is taken. */
interface FetchTextOptions {
  /** Posted as `text/plain`; without it, the URL is got. */
  readonly post?: string;
  readonly timeoutMs: number;
  readonly mostBytes: number;
  readonly stop?: AbortSignal;
}

/**
 * Asks a stranger's HTTP server for a text, with bounds on time and size. Redirects are not followed.
 *
 * @throws an Error whose message is why there is no answer, in a few words.
 */
export async function fetchText(
  url: string,
  { post, timeoutMs, mostBytes, stop }: FetchTextOptions,
): Promise<FetchedText> {
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await request(url, {
      method: post === undefined ? "GET" : "POST",
      ...(post === undefined ? {} : { headers: { "content-type": "text/plain" }, body: post }),
      signal: stop === undefined ? deadline : AbortSignal.any([stop, deadline]),
    });
    const body = await collectText(answer.body, mostBytes);
    if (body === undefined) throw new FetchFailed(`more than ${mostBytes} bytes`);
    return {
      status: answer.statusCode,
      body,
      retryAfterMs: retryAfterMs(answer.headers["retry-after"]),
    };
  } catch (error) {
    if (error instanceof FetchFailed) throw error;
    throw new FetchFailed(deadline.aborted ? "no answer in time" : reasonOf(error), error);
  }
}

class FetchFailed extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, { cause });
  }
}
