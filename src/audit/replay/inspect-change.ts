import type { Hex } from "../../domain/entry.ts";
import { changeHash } from "../../ledger/change-typed-data.ts";
import type { DirectoryLog } from "../../ledger/directory-log.ts";
import { signedChangeOf } from "../../ledger/signed-change-of.ts";
import type { InspectedChange } from "./inspected-block.ts";
import { signerOf } from "./signer-of.ts";

/** Computes the digest and the signer of a change of the directory, which depend on no other change. */
export function inspectChange(event: DirectoryLog, chainId: number, directory: Hex): InspectedChange {
  if (event.event === "MemberChangeStopped") return { ...event, hash: event.change, signer: { by: "nobody" } };
  const hash = changeHash(signedChangeOf(event), { chainId, directory });
  return { ...event, hash, signer: signerOf(hash, event.signature) };
}
