import { Presets, SingleBar } from "cli-progress";
import type { Terminal } from "../terminal.ts";

/** Shows the progress of a long operation. */
export interface Progress {
  /** @param note additional information, such as a rate. */
  update(done: number, note?: string): void;
  stop(): void;
}

const SILENT: Progress = { update: () => undefined, stop: () => undefined };

/** Shows a progress bar if stderr is a terminal. */
export function startProgress(terminal: Terminal, what: string, total: number): Progress {
  if (!terminal.interactive || total === 0) return SILENT;
  const bar = new SingleBar(
    {
      stream: terminal.stderr,
      format: `${what} {bar} {value}/{total}  {note} {eta_formatted}`,
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.rect,
  );
  bar.start(total, 0, { note: "" });
  return { update: (done, note = "") => bar.update(done, { note }), stop: () => bar.stop() };
}
