import { Command } from "commander";
import { ProfileSchema } from "../../../api/profile.ts";
import type { CommandContext } from "../../command-context.ts";
import { print } from "../../output/print.ts";

/** `portolan profile schema` */
export function profileSchemaCommand({ terminal }: CommandContext): Command {
  return new Command("schema")
    .summary("print the JSON Schema of a profile")
    .description("Prints the JSON Schema (2020-12) of the format of profiles.")
    .addHelpText("after", "\nExample:\n  $ portolan profile schema > profile.schema.json")
    .action(() => print(terminal, true, ProfileSchema, String));
}
