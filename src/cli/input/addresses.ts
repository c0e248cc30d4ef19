import { publicUrl } from "../../domain/encoding/public-url.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";

// Parsers of addresses. Their errors do not repeat an address, which may hold a secret.

/** Makes the parser of an option's URL of HTTP or HTTPS, which may hold the credentials of a node. */
export function httpAddress(option: string): (text: string) => string {
  return (text) => parseHttpUrl(text, option).href;
}

/**
 * Makes the parser of a gateway's address. Drops the fragment, which a copy from the browser has.
 *
 * @param option where the address is from: an option or an environment variable.
 */
export function gatewayAddress(option: string): (text: string) => string {
  return (text) => {
    const url = parseHttpUrl(text, option);
    if (url.username !== "" || url.password !== "" || url.search !== "")
      throw invalid(option, text, "an address without a user name, a password and a query");
    url.hash = "";
    return url.href;
  };
}

function parseHttpUrl(text: string, option: string): URL {
  const url = URL.parse(text.trim());
  if (url === null || !/^https?:$/.test(url.protocol))
    throw invalid(option, text, "a URL that starts with http:// or https://");
  return url;
}

function invalid(argument: string, text: string, expected: string): PortolanError {
  return new PortolanError("ArgumentInvalid", { argument, value: publicUrl(text), expected });
}
