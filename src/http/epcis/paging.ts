import { Type } from "@sinclair/typebox";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { TOKEN_LIFE } from "../../epcis/query/page-token.ts";

const DEFAULT_PER_PAGE = 30;
const MAX_PER_PAGE = 1_000;

/** The query parameters of a request from Express; a repeated parameter is a list. */
export type GivenQuery = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Accepts any text, so that the query parser reports an invalid value with the standard's exception. */
export const givenParameter = (description: string) =>
  Type.Optional(Type.Union([Type.String(), Type.Array(Type.String())], { description }));

/** The parameters of every list. */
export const PAGING_PARAMETERS = {
  perPage: givenParameter(
    `Maximum number of items on the page, 1 to ${MAX_PER_PAGE}; ${DEFAULT_PER_PAGE} when absent.`,
  ),
  nextPageToken: givenParameter("Token from the Link to this page."),
};

/** Descriptions of a page's header fields. */
export const PAGE_HEADERS = {
  Link: 'URL of the next page (`rel="next"`); absent on the last page.',
  "GS1-Next-Page-Token-Expires": "Time at which the Link expires (RFC 3339).",
} as const;

/** Reads the page size and the page token of a request. @throws PortolanError `EpcisParameterInvalid`. */
export function readPaging(query: GivenQuery): { perPage: number; token: string | undefined } {
  const { perPage = String(DEFAULT_PER_PAGE), nextPageToken: token } = query;
  const count = typeof perPage === "string" && /^\d{1,9}$/.test(perPage) ? Number(perPage) : 0;
  if (count < 1 || count > MAX_PER_PAGE) {
    const problem = `takes a whole number from 1 to ${MAX_PER_PAGE}`;
    throw new PortolanError("EpcisParameterInvalid", { parameter: "perPage", problem });
  }
  if (token !== undefined && typeof token !== "string") {
    throw new PortolanError("EpcisParameterInvalid", { parameter: "nextPageToken", problem: "takes one value" });
  }
  return { perPage: count, token };
}

/**
 * Builds the header fields that link to the next page.
 *
 * @param now Unix seconds.
 */
export function pageHeaders(
  path: string,
  query: GivenQuery,
  next: string | undefined,
  now: number,
): Record<string, string> {
  if (next === undefined) return {};
  const parameters = new URLSearchParams();
  for (const [name, values = []] of Object.entries(query)) {
    if (name !== "nextPageToken") for (const value of [values].flat()) parameters.append(name, value);
  }
  parameters.set("nextPageToken", next);
  return {
    Link: `<${path}?${parameters.toString()}>; rel="next"`,
    "GS1-Next-Page-Token-Expires": new Date((now + TOKEN_LIFE) * 1000).toISOString(),
  };
}
