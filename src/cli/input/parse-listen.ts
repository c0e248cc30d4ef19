import { InvalidArgumentError } from "commander";

/** An address and a port to listen on. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** `host:port` from the command line; an IPv6 address stands in brackets. */
export function parseListen(text: string): ListenAddress {
  const [, bracketed, plain, digits] = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host === undefined || port > 65_535) throw new InvalidArgumentError("It is host:port, such as 127.0.0.1:8555.");
  return { host, port };
}
