import type { Terminal } from "../terminal.ts";

/** Writes a result to stdout, as one JSON document or as text. */
export function print(terminal: Terminal, json: boolean, document: unknown, text: () => string): void {
  terminal.stdout.write(`${json ? JSON.stringify(document, null, 2) : text()}\n`);
}

/** Writes a remark to stderr, so that a pipe carries only results. */
export function remark(terminal: Terminal, text: string): void {
  terminal.stderr.write(`${text}\n`);
}
