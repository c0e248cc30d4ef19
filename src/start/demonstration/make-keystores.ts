import type { Config } from "../../config/config.ts";
import type { PrivateKey } from "../../keys/private-key.ts";
import { DemoKeystores } from "./demo-keystores.ts";

/** The keys of a demonstration. */
export interface DemoKeys {
  readonly governor: PrivateKey;
  readonly relays: readonly PrivateKey[];
  /** The signing keys of the participants, by alias. */
  readonly participants: ReadonlyMap<string, PrivateKey>;
  /** Number of keys that this start made. */
  readonly made: number;
}

/** Opens the keystores of the governor, the relays and the participants. Makes missing ones. */
export async function makeKeystores(config: Config, participants: readonly string[]): Promise<DemoKeys> {
  const keystores = await DemoKeystores.open(config);
  const governor = await keystores.keyIn("governor", "governor");
  const relays: PrivateKey[] = [];
  for (let number = 1; number <= config.relays; number++)
    relays.push(await keystores.keyIn("relays", `relay-${number}`));
  const signers = new Map<string, PrivateKey>();
  for (const alias of participants) signers.set(alias, await keystores.keyIn("participants", alias));
  return { governor, relays, participants: signers, made: keystores.made };
}
