import { request } from "undici";
import { retryAfterMs } from "./retry-after.ts";
import { reasonOf } from "../domain/errors/reason-of.ts";
import { collectText } from "../domain/encoding/collect.ts";

/** An answer with its body as text. */
interface FetchedText {
  readonly status: number;
  readonly body: string;
  /** The server's `Retry-After`, in milliseconds; 0 without the header. */
  readonly retryAfterMs: number;
}

/** A request, and the limits of its answer. */
interface FetchTextOptions {
  /** Body of a POST with the type `text/plain`. Without a body, the request is a GET. */
  readonly post?: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly stop?: AbortSignal;
}

/**
 * Requests a text from an untrusted HTTP server, with limits of time and size. Does not follow redirects.
 *
 * @throws an Error whose message is the reason in a few words.
 */
export async function fetchText(
  url: string,
  { post, timeoutMs, maxBytes, stop }: FetchTextOptions,
): Promise<FetchedText> {
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await request(url, {
      method: post === undefined ? "GET" : "POST",
      ...(post === undefined ? {} : { headers: { "content-type": "text/plain" }, body: post }),
      signal: stop === undefined ? deadline : AbortSignal.any([stop, deadline]),
    });
    const body = await collectText(answer.body, maxBytes);
    if (body === undefined) throw new FetchFailed(`more than ${maxBytes} bytes`);
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
