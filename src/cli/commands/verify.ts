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
import { readFileBytes } from "../input/read-text-file.ts";
import { print } from "../output/print.ts";
import { renderEvidenceReport } from "../output/render-evidence-report.ts";

interface VerifyOptions {
  readonly policy?: string;
  readonly contract?: Hex;
  readonly cooperation?: Hex;
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
    .summary("verify an evidence file offline")
    .description(
      "Recomputes the proofs, hashes, signatures, rules and commitments of the file, from the state root of its block. States what is proved, what is not, and whose statements the result relies on. Makes no connection.",
    )
    .argument("<file>", "evidence file; - for standard input")
    .option(
      "--policy <file>",
      "JSON file with the facts that you trust (docs/EVIDENCE.md); the options below take precedence",
    )
    .option("--contract <address>", "address of the consortium's ShipmentLedger", parseAddress)
    .option(
      "--cooperation <address>",
      "address of the consortium's CooperationLedger, for a file about a matter",
      parseAddress,
    )
    .option("--chain-id <number>", "id of the chain", wholeNumber(1))
    .option("--block <hash>", "hash of the file's block on your own node", parseHash)
    .option("--validators <addresses>", "validators of the chain, separated by commas", parseAddresses)
    .option("--witness <key>", "verifier key of a witness; may be repeated", collect)
    .option("--quorum <number>", "number of these witnesses that must have signed (default: all)", wholeNumber(1))
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
Exit status of this command:
  0  proved: the file is consistent, and the parties that you named confirm its block and ledger
  1  refuted: a proof, a hash, a signature or a rule in the file fails
  2  undecided: the file is consistent, but no party that you named confirms it
     unreadable: the file is not a whole evidence file, which says nothing about its content

Example:
  $ portolan verify csqu3054383.evidence.json --contract 0x5f… --witness customs.example+1a2b3c4d+BA…`,
    )
    .action(async (file: string, options: VerifyOptions) => {
      const report = await verify(file, options).catch(undecided);
      print(terminal, options.json === true, report, () => renderEvidenceReport(report, terminal));
      if (report.verdict === "unreadable" && report.problem !== null) {
        const { text: problem, remedy: advice } = report.problem;
        throw new PortolanError("FileInvalid", { file, problem, advice });
      }
      if (report.verdict === "refuted") {
        throw new PortolanError("EvidenceRefuted", { problem: report.problem?.text ?? "" });
      }
      if (report.verdict === "undecided") {
        const problem = report.problem?.text ?? "no party that you named confirms its block and its ledger.";
        throw new PortolanError("EvidenceUndecided", { problem });
      }
    });
}

async function verify(file: string, options: VerifyOptions): Promise<EvidenceReport> {
  const policy = await readPolicy(options);
  return verifyEvidence(await readFileBytes(file, EVIDENCE_LIMITS.characters), policy, recoverAddress);
}

/** Reports a verification that did not start as undecided, because it neither proves nor refutes the file. */
function undecided(cause: unknown): never {
  const problem = PortolanError.is(cause) ? `${cause.message} ${cause.remedy}` : String(cause);
  throw new PortolanError("EvidenceUndecided", { problem }, { cause });
}

async function readPolicy(options: VerifyOptions): Promise<EvidencePolicy> {
  const { contract, cooperation, chainId, block, validators, witness, quorum } = options;
  const file = options.policy === undefined ? {} : await readJsonFile(options.policy);
  const given = Object.entries({ ledger: contract, cooperation, chainId, block, validators }).filter(
    ([, value]) => value !== undefined,
  );
  const policy = { ...parseEvidencePolicy(file), ...Object.fromEntries(given) };
  return witness === undefined ? policy : { ...policy, witnesses: parseWitnessPolicy(policyOfKeys(witness, quorum)) };
}

function policyOfKeys(keys: readonly string[], quorum = keys.length): JsonValue {
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
