import type { EntryHash } from "../../domain/entry.ts";
import type { Finality } from "../finality/finality.ts";
import { counted } from "../../domain/encoding/counted.ts";
import type { Evidence } from "./evidence.ts";
import type { EvidenceFacts, ProvenEntry, Statement } from "./evidence-report.ts";
import type { Proven } from "./prove-evidence.ts";

/** What a file proves, in sentences. */
export function provedStatements({ facts }: Proven): Statement[] {
  const { shipment, entries, block, identifiers } = facts;
  const own = entries.filter((entry) => entry.shipment === shipment);
  const units = entries.filter((entry) => entry.shipment !== shipment);
  const timed = entries.filter(({ recordedAt }) => recordedAt !== null);
  const opened = entries.filter(({ payload }) => payload !== null);
  const identifier = identifiers[shipment];
  return [
    statement(
      "whole",
      `The whole history of the shipment is ${counted(own.length, "entry", "entries")} up to block ${block.number} (${time(block.time)}): nothing was altered, left out or added.`,
      hashes(own),
    ),
    ...some(
      units,
      "units",
      `${counted(units.length, "entry", "entries")} about units that it travelled in: as the ledger has them, each following the one before.`,
    ),
    statement("signed", "Each entry was signed with a key that the consortium had registered for its author."),
    statement("lawful", "The ledger has the code of this version of Portolan, and each entry keeps to its rules."),
    ...some(
      timed,
      "recorded",
      `The time of recording of ${timed.length} of ${counted(entries.length, "entry", "entries")}: that of the block.`,
    ),
    ...some(
      opened,
      "disclosed",
      `What is shown of ${counted(opened.length, "payload")} is what was committed to when it was signed, word for word${hiddenFields(opened)}.`,
    ),
    ...(identifier === undefined ? [] : [statement("identified", `The id ${shipment} stands for ${identifier}.`)]),
  ];
}

/** What a file cannot prove, in sentences. */
export function openQuestions(evidence: Evidence, { facts, otherRoles }: Proven): Statement[] {
  const { entries, block, shipment } = facts;
  const inState = (state: string) => entries.filter((_, index) => evidence.entries[index]?.payload.state === state);
  const erased = inState("erased");
  const absent = [...inState("unknown"), ...inState("withheld")];
  const untimed = entries.filter(({ recordedAt }) => recordedAt === null);
  return [
    statement("truth", "Whether what the authors said is true: the file shows that they said it, and when."),
    statement("later", `What was recorded after block ${block.number} (${time(block.time)}).`),
    statement(
      "names",
      "The names of participants: the ledger knows them by number, and the file's maker added the names.",
    ),
    ...some(
      untimed,
      "untimed",
      `When ${counted(untimed.length, "entry was", "entries were")} recorded: the file has no proof of the block.`,
    ),
    ...some(
      erased,
      "erased",
      `What ${counted(erased.length, "erased payload")} said. That they were erased is the word of the file's maker; their commitments remain, so that a copy could be recognised.`,
    ),
    ...some(
      absent,
      "absent",
      `What ${counted(absent.length, "payload says", "payloads say")} that the file does not have. It has the commitments.`,
    ),
    ...some(
      entries.filter(({ wallet }) => wallet),
      "wallets",
      "The signatures of wallet contracts (ERC-1271): they are shown by the ledger having accepted them, and cannot be recomputed.",
    ),
    ...some(
      entries.filter(({ hash }) => otherRoles.includes(hash)),
      "roles",
      "Which roles the parties of some entries had then: they have others now. That the ledger accepted the entries shows that they sufficed.",
    ),
    ...some(
      entries.filter((entry) => entry.shipment !== shipment),
      "around",
      "Whether more happened to a unit directly after the shipment was loaded into it, or directly before it was unloaded.",
    ),
  ];
}

/** What has to be believed for the file to prove anything, in sentences. */
export function assumptions({ facts, trust }: Proven): Statement[] {
  const { block, place } = facts;
  const named = `block ${block.number} with the hash ${block.hash}`;
  const statements = trust.vouchers.map((finality) => statement("vouched", vouched(finality, named)));
  if (trust.blockNamed) statements.push(statement("named", `The verifier was told that ${named} is of the chain.`));
  if (statements.length === 0) {
    statements.push(
      statement(
        "block",
        `That ${named} is of the chain: nobody vouches for it in this file, and its maker could have invented it.`,
      ),
    );
  }
  statements.push(
    trust.ledger
      ? statement(
          "ledger",
          `The consortium's ledger is ${place.ledger} on chain ${place.chainId}, as the verifier was told, or as those say whom it was told to trust.`,
        )
      : statement(
          "ledger",
          `That the consortium's ledger is ${place.ledger} on chain ${place.chainId}: compare it with what the consortium publishes.`,
        ),
  );
  return statements;
}

function vouched({ kind, vouchers, among, trust }: Finality, block: string): string {
  const who = kind === "witnesses" ? "witnesses" : "validators";
  const word =
    trust === "policy" ? "whom the verifier was told to trust" : "whom the file itself names, which anybody could";
  return `${vouchers.length} of ${among} ${who} ${word} vouch for ${block}: ${vouchers.join(", ")}.`;
}

function hiddenFields(opened: readonly ProvenEntry[]): string {
  const hidden = opened.reduce((sum, entry) => sum + entry.hidden, 0);
  return hidden === 0 ? "" : `; ${counted(hidden, "field")} beside can still be shown later`;
}

function statement(code: string, text: string, entries: readonly EntryHash[] = []): Statement {
  return { code, text, entries };
}

/** The statement about these entries, unless there are none. */
function some(entries: EvidenceFacts["entries"], code: string, text: string): Statement[] {
  return entries.length === 0 ? [] : [statement(code, text, hashes(entries))];
}

function hashes(entries: EvidenceFacts["entries"]): EntryHash[] {
  return entries.map(({ hash }) => hash);
}

function time(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
