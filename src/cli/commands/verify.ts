import { Command } from "commander";
import { type EvidencePolicy, parseEvidencePolicy } from "../../audit/evidence/evidence-policy.ts";
import type { EvidenceReport } from "../../audit/evidence/evidence-report.ts";
import { EVIDENCE_LIMITS } from "../../audit/evidence/evidence.ts";
import { verifyEvidence } from "../../audit/evidence/verify-evidence.ts";
import { parseWitnessPolicy } from "../../domain/checkpoint/witness-policy.ts";
import type { Bytes32, Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { JsonValue } from "../../domain/encoding/json.ts";
import { recoverAddress } from "../../keys/recover-address.ts";
import type { CommandContext } from "../command-context.ts";
import { collect, parseAddress, parseHash, wholeNumber } from "../input/option-values.ts";
import { readJsonFile } from "../input/read-json-file.ts";
import { readTextFile } from "../input/read-text-file.ts";
import { print } from "../output/print.ts";
import { renderEvidenceReport } from "../output/render-evidence-report.ts";

interface VerifyOptions {
  readonly policy?: string;
  readonly contract?: Hex;
  readonly chainId?: number;
  readonly block?: Bytes32;
  readonly validators?: readonly Hex[];
  readonly witness?: readonly string[];
  readonly quorum?: number;
  readonly json?: boolean;
}

/** `portolan verify` */
export function verifyCommand({ terminal }: CommandContext): Command {
  return new Command("verify")
    .summary("verify an evidence file, offline and without trust in its maker")
    .description(
      "Computes everything in the file again, from the root of the chain's state down: proofs, hashes, signatures, the ledger's rules, commitments. Says what is proved, what is not, and on whose word it rests. Asks nobody.",
    )
    .argument("<file>", "the evidence file; - is standard input")
    .option("--policy <file>", "what you know, as JSON; docs/EVIDENCE.md says how; the options below take precedence")
    .option("--contract <address>", "the consortium's ShipmentLedger", parseAddress)
    .option("--chain-id <number>", "the chain's id", wholeNumber(1))
    .option("--block <hash>", "hash of the file's block, as a node of yours has it", parseHash)
    .option("--validators <addresses>", "those who seal the chain's blocks, with commas between", parseAddresses)
    .option("--witness <key>", "verifier key of a witness; give it again for each further one", collect)
    .option("--quorum <number>", "how many of these witnesses must vouch; else all of them", wholeNumber(1))
    .option("--json", "print one JSON document, for programs")
    .addHelpText(
      "after",
      `
Exit status of this command:
  0  proved: the file holds, and those whom you named vouch for the block and the ledger
  1  refuted: something in it does not hold
  2  could not tell: it holds in itself, and rests on what you have to know; or it cannot be read

Example:
  $ portolan verify csqu3054383.evidence.json --contract 0x5f… --witness customs.example+1a2b3c4d+BA…`,
    )
    .action(async (file: string, options: VerifyOptions) => {
      const report = await verify(file, options).catch(undecided);
      print(terminal, options.json === true, report, () => renderEvidenceReport(report, terminal));
      if (report.verdict === "refuted") {
        throw new PortolanError("EvidenceRefuted", { problem: report.problem?.text ?? "" });
      }
      if (report.verdict === "undecided") {
        const problem = report.problem?.text ?? "nobody whom you named vouches for its block and its ledger.";
        throw new PortolanError("EvidenceUndecided", { problem });
      }
    });
}

async function verify(file: string, options: VerifyOptions): Promise<EvidenceReport> {
  const policy = await readPolicy(options);
  return verifyEvidence(await readTextFile(file, EVIDENCE_LIMITS.characters), policy, recoverAddress);
}

/** Whatever kept a verification from beginning says nothing against the file. */
function undecided(cause: unknown): never {
  const problem = PortolanError.is(cause) ? `${cause.message} ${cause.remedy}` : String(cause);
  throw new PortolanError("EvidenceUndecided", { problem }, { cause });
}

async function readPolicy(options: VerifyOptions): Promise<EvidencePolicy> {
  const { contract, chainId, block, validators, witness, quorum } = options;
  const file = options.policy === undefined ? {} : await readJsonFile(options.policy);
  const given = Object.entries({ ledger: contract, chainId, block, validators }).filter(
    ([, value]) => value !== undefined,
  );
  const policy = { ...parseEvidencePolicy(file), ...Object.fromEntries(given) };
  return witness === undefined ? policy : { ...policy, witnesses: parseWitnessPolicy(someOf(witness, quorum)) };
}

function someOf(keys: readonly string[], quorum = keys.length): JsonValue {
  const members = keys.map((key) => key.split("+")[0] ?? "");
  return {
    witnesses: keys.map((key) => ({ key })),
    groups: [{ name: "those named", threshold: quorum, members }],
    quorum: "those named",
  };
}

function parseAddresses(text: string): Hex[] {
  return text.split(",").map(parseAddress);
}
