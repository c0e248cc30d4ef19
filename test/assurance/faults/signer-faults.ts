import { setTimeout as sleep } from "node:timers/promises";
import { Wallet } from "ethers";
import type { Fault } from "./fault.ts";
import type { SignerFault } from "./remote-signer.ts";

const stranger = new Wallet(`0x${"43".repeat(32)}`);

const signs =
  (fault: SignerFault): Fault["begin"] =>
  ({ signer }) => {
    if (signer === undefined) throw new Error("This world has no remote signer.");
    signer.fault = fault;
    return () => void (signer.fault = undefined);
  };

/** Faults of a remote signer, which holds the carrier's key. */
export const SIGNER_FAULTS: readonly Fault[] = [
  { name: "the signer signs, and its answers are lost", lastsMs: 4_000, begin: signs(() => "lost") },
  {
    name: "the signer signs with another key",
    lastsMs: 3_000,
    begin: signs(() => stranger.signingKey.sign(`0x${"11".repeat(32)}`).serialized),
  },
  { name: "the signer takes a second for each signature", lastsMs: 5_000, isUnseen: true, begin: signs(slowly(1_000)) },
  { name: "the signer never answers", lastsMs: 8_000, begin: signs(slowly(20_000)) },
];

function slowly(ms: number): SignerFault {
  return async (signature) => {
    await sleep(ms);
    return signature;
  };
}
