import { Command } from "commander";
import { join } from "node:path";
import { readConfig } from "../../config/config.ts";
import type { CommandContext } from "../command-context.ts";
import { startProgress, type Progress } from "../output/progress.ts";
import { print, remark } from "../output/print.ts";
import { settingsHelp } from "../settings-help.ts";
import { untilStopped } from "../until-stopped.ts";
import type { Terminal } from "../terminal.ts";

/** Folder of the chain's journal in DATA_DIR. */
const CHAIN_FOLDER = "chain";

/** `portolan node` */
export function nodeCommand({ terminal }: CommandContext): Command {
  return new Command("node")
    .summary("run only the local chain")
    .description(
      "Runs the local chain: JSON-RPC over HTTP and WebSocket. A journal in DATA_DIR/chain restores the same blocks after a restart.",
    )
    .addHelpText(
      "after",
      `\n${settingsHelp("HOST", "RPC_PORT", "DATA_DIR")}\n\nNext: \`portolan gateway\` in another terminal.`,
    )
    .action(() => runNode(terminal));
}

async function runNode(terminal: Terminal): Promise<void> {
  const { host, rpcPort, dataDir } = readConfig();
  let bar: Progress | undefined;
  // Loaded here and not above, so that other commands start faster: Hardhat takes a second to load.
  const { startNode } = await import("../../node/start-node.ts");
  const node = await startNode({
    host,
    port: rpcPort,
    dataDir: join(dataDir, CHAIN_FOLDER),
    onWarning: (text) => remark(terminal, text),
    onProgress({ blocks, totalBlocks }) {
      bar ??= startProgress(terminal, "Replaying blocks", totalBlocks);
      bar.update(blocks);
    },
  }).finally(() => bar?.stop());
  // A parent process waits for this message. When the parent ends, the channel closes and this process stops.
  process.send?.({ url: node.url, replayed: node.replayed });
  if (process.send === undefined)
    print(terminal, false, undefined, () => `The chain answers JSON-RPC at ${node.url}. Ctrl-C stops it.`);
  await untilStopped(terminal, { stopped: node.stopped, stop: () => node.close() });
}
