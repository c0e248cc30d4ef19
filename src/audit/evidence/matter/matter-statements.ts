import { counted } from "../../../domain/encoding/counted.ts";
import type { EntryHash } from "../../../domain/entry.ts";
import type { Statement } from "../evidence-report.ts";
import { vouchedStatements } from "../vouched-statements.ts";
import type { MatterEvidence } from "./matter-evidence.ts";
import type { ProvenAct } from "./matter-report.ts";
import type { MatterProof } from "./prove-matter.ts";

/** Lists the statements that a file about a matter proves. */
export function provedOfMatter({ matter: proven }: MatterProof): Statement[] {
  const { acts, matter, agreement, block } = proven;
  const own = acts.filter((act) => act.matter === matter);
  const under = acts.filter((act) => act.matter !== matter);
  const timed = acts.filter(({ recordedAt }) => recordedAt !== null);
  const opened = acts.filter(({ record }) => record !== null);
  const hidden = opened.reduce((sum, act) => sum + act.hidden, 0);
  return [
    statement(
      "whole",
      `The whole history of the matter is ${counted(own.length, "act")} up to block ${block.number} (${time(block.time)}): nothing is altered, missing or added.`,
      hashes(own),
    ),
    ...some(
      under,
      "agreement",
      `So is the whole history of the agreement ${agreement} that it rests on: ${counted(under.length, "act")}.`,
    ),
    statement("signed", "Each act bears the signature of a key that the consortium had registered for its author."),
    statement(
      "lawful",
      "The ledger of cooperation has the code of this version of Portolan. Each act follows its rules, and together they lead to exactly what the contract stores.",
    ),
    ...some(
      timed,
      "recorded",
      `The time of recording of ${timed.length} of ${counted(acts.length, "act")}: the time of the block.`,
    ),
    ...some(
      opened,
      "disclosed",
      `The shown records of ${counted(opened.length, "act")} are exactly what their authors signed${hidden === 0 ? "" : `; ${counted(hidden, "hidden field")} can still be shown later`}.`,
    ),
  ];
}

/** Lists the questions that a file about a matter leaves open. */
export function openAboutMatter(evidence: MatterEvidence, { matter, otherRoles }: MatterProof): Statement[] {
  const { acts, block } = matter;
  const inState = (...states: string[]) =>
    acts.filter((_, index) => states.includes(evidence.acts[index]?.record.state ?? ""));
  return [
    statement("truth", "Whether what the authors stated is true: the file shows who stated what, and when."),
    statement("later", `Acts recorded after block ${block.number} (${time(block.time)}).`),
    statement("outside", "What the parties did outside the ledger, and whether a recipient kept a copy."),
    statement(
      "names",
      "The names of participants: the ledger holds only their numbers; the file's maker added the names.",
    ),
    ...some(
      acts.filter(({ recordedAt }) => recordedAt === null),
      "untimed",
      "When some acts were recorded: nothing in the file proves their blocks. The story shows the times that the file states.",
    ),
    ...some(
      inState("unknown", "withheld"),
      "absent",
      `The records of ${counted(inState("unknown", "withheld").length, "act")}, which are missing from the file: it holds only their commitments.`,
    ),
    ...some(
      acts.filter(({ wallet }) => wallet),
      "wallets",
      "The signatures of wallet contracts (ERC-1271): the ledger accepted them; a file cannot verify them again.",
    ),
    ...some(
      acts.filter(({ hash }) => otherRoles.includes(hash)),
      "roles",
      "The roles and countries that the parties of some acts had at the time: they have changed. The ledger accepted the acts, so they sufficed.",
    ),
  ];
}

/** Lists the assumptions on which the proof of a file about a matter depends. */
export function assumedOfMatter({ matter: { place, block }, trust }: MatterProof): Statement[] {
  const { cooperation, chainId } = place;
  return [
    ...vouchedStatements(block, trust),
    trust.ledger
      ? statement(
          "ledger",
          `The consortium's ledger of cooperation is ${cooperation} on chain ${chainId}, as the verifier states.`,
        )
      : statement(
          "ledger",
          `That the consortium's ledger of cooperation is ${cooperation} on chain ${chainId}: compare it with the address that the consortium publishes.`,
        ),
  ];
}

function statement(code: string, text: string, entries: readonly EntryHash[] = []): Statement {
  return { code, text, entries };
}

/** Makes a statement about acts; an empty list of acts gives no statement. */
function some(acts: readonly ProvenAct[], code: string, text: string): Statement[] {
  return acts.length === 0 ? [] : [statement(code, text, hashes(acts))];
}

const hashes = (acts: readonly ProvenAct[]): EntryHash[] => acts.map(({ hash }) => hash);

function time(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
