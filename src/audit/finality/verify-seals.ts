import type { LedgerOrigin } from "../../domain/checkpoint/checkpoint.ts";
import type { Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { SealedHeader } from "../proof/sealed-header.ts";
import { blockHash, hashWith } from "./block-hash.ts";
import type { Finality } from "./finality.ts";
import { recoverSealer } from "./recover-sealer.ts";
import { readSealedExtraData, type SealScheme } from "./sealed-extra-data.ts";

/**
 * Verifies the committed seals of a block by the rules of Besu (`BftCommitSealsValidationRule`): each seal is by a
 * different validator, and at least two thirds of the validators, rounded up, sealed the block. By this rule two blocks
 * of one height can be final only if at least a third of the validators sealed both.
 *
 * @param validators addresses of the validators at that height. Without them the list in the block counts, which a
 * forger can choose; see `Finality.trust`.
 * @throws SealsMalformed, SealByNonValidator, SealRepeated, SealsTooFew; ValidatorsUnknown without any list
 */
export function verifySeals(
  header: SealedHeader,
  scheme: SealScheme,
  origin: LedgerOrigin,
  validators?: readonly Hex[],
): Finality {
  const { number } = header;
  const extra = readSealedExtraData(scheme, header.extraData);
  const counting = new Set(validators ?? extra.validators);
  if (counting.size === 0) throw new PortolanError("ValidatorsUnknown", { block: number });

  const digest = hashWith(header, extra.sealed);
  const vouchers = new Set<Hex>();
  for (const seal of extra.seals) {
    const sealer = recoverSealer(digest, seal);
    if (sealer === undefined) throw new PortolanError("SealsMalformed", { problem: "a seal is not a valid signature" });
    if (!counting.has(sealer)) throw new PortolanError("SealByNonValidator", { block: number, sealer });
    if (vouchers.has(sealer)) throw new PortolanError("SealRepeated", { block: number, sealer });
    vouchers.add(sealer);
  }
  const needed = Math.ceil((2 * counting.size) / 3);
  if (vouchers.size < needed) throw new PortolanError("SealsTooFew", { block: number, found: vouchers.size, needed });
  return {
    kind: scheme,
    block: { ...origin, number, hash: blockHash(header, scheme) },
    vouchers: [...vouchers],
    among: counting.size,
    trust: validators === undefined ? "self" : "policy",
  };
}
