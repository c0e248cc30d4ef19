import { createHash } from "node:crypto";
import helmet, { type HelmetOptions } from "helmet";
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";

/** Headers of data: no page may frame, execute or reinterpret an answer of the API. */
const API: HelmetOptions = {
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  referrerPolicy: { policy: "no-referrer" },
  xFrameOptions: { action: "deny" },
};

/** Headers of the console and the documentation: only scripts and styles from files of this server. */
const PAGES: HelmetOptions = {
  ...API,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
};

/** Collects helmet's headers once, because they do not depend on the request. */
function headersOf(options: HelmetOptions): Readonly<Record<string, string>> {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  helmet(options)(request, response, () => undefined);
  return Object.fromEntries(Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]));
}

/** Makes the headers of a page whose only resource is its inline style. */
export function inlineStyleHeaders(style: string): Readonly<Record<string, string>> {
  const digest = createHash("sha256").update(style).digest("base64");
  return headersOf({
    ...API,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: [`'sha256-${digest}'`],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
  });
}

export const API_HEADERS = headersOf(API);
export const PAGE_HEADERS = headersOf(PAGES);
