import type { Terminal } from "../terminal.ts";

/** Writes a result: one JSON document for programs, or what `text` makes for people. */
export function print(terminal: Terminal, json: boolean, document: unknown, text: () => string): void {
  terminal.stdout.write(`${json ? JSON.stringify(document, null, 2) : text()}\n`);
}

/** Writes a remark that is no part of the result, so that a pipe does not carry it. */
export function remark(terminal: Terminal, text: string): void {
  terminal.stderr.write(`${text}\n`);
}
