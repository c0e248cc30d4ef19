import { isolateRuns } from "../../domain/encoding/isolate.ts";
import type { Terminal } from "../terminal.ts";

/**
 * Writes a result to stdout, as one JSON document or as text. On a terminal, words from right to left are isolated, so that
 * they do not reorder their line; a file or pipe gets only the text itself.
 */
export function print(terminal: Terminal, json: boolean, document: unknown, text: () => string): void {
  if (json) terminal.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  else terminal.stdout.write(`${terminal.width === undefined ? text() : isolateRuns(text())}\n`);
}

/** Writes a remark to stderr, so that a pipe carries only results. */
export function remark(terminal: Terminal, text: string): void {
  terminal.stderr.write(`${text}\n`);
}
