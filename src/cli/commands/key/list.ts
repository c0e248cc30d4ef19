import { Command } from "commander";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readConfig } from "../../../config/config.ts";
import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import type { Hex } from "../../../domain/entry.ts";
import { parseKeystore } from "../../../keys/keystore-format.ts";
import type { CommandContext } from "../../command-context.ts";
import { readTextFile } from "../../input/read-text-file.ts";
import { print } from "../../output/print.ts";
import { renderTable } from "../../output/table.ts";
import { reasonOf } from "../../../domain/errors/reason-of.ts";

/** Limit of a file; a keystore is far smaller. */
const MAX_BYTES = 64 * 2 ** 10;

/** `portolan key list` */
export function keyListCommand({ terminal }: CommandContext): Command {
  return new Command("list")
    .summary("list the keystores of a folder")
    .description(
      "Lists the keystores in a folder and its subfolders, with the address of each key. Needs no passphrase.",
    )
    .argument("[folder]", "folder of keystores (default: KEYSTORE_DIR, or DATA_DIR/keys)")
    .option("--json", "print one JSON document")
    .addHelpText("after", "\nExample:\n  $ portolan key list data/keys")
    .action(async (folder: string | undefined, options: { readonly json?: boolean }) => {
      const keystores = await readKeystores(folder ?? readConfig().keystoreDir);
      print(terminal, options.json === true, keystores, () =>
        renderTable(
          [{ title: "Keystore" }, { title: "Address" }],
          keystores.map(({ file, address }) => [file, address ?? "not in the file"]),
          terminal,
        ),
      );
    });
}

async function readKeystores(folder: string): Promise<{ file: string; address: Hex | null }[]> {
  const files = await readdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new PortolanError("FileUnreadable", { path: folder, reason: reasonOf(cause) }, { cause });
  });
  const keystores = files.filter((file) => file.endsWith(".json")).sort();
  return Promise.all(
    keystores.map(async (file) => {
      const text = await readTextFile(join(folder, file), MAX_BYTES);
      return { file, address: parseKeystore(text, file).address ?? null };
    }),
  );
}
