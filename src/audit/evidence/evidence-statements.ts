import type { EntryHash } from "../../domain/entry.ts";
import { counted } from "../../domain/encoding/counted.ts";
import type { Evidence } from "./evidence.ts";
import type { ProvenHistory, ProvenEntry, Statement } from "./evidence-report.ts";
import type { Proven } from "./prove-evidence.ts";
import { caseStatements } from "./case-statements.ts";
import { vouchedStatements } from "./vouched-statements.ts";

/** Lists the statements that a file proves. */
export function provedStatements({ history }: Proven): Statement[] {
  const { shipment, entries, block, identifiers } = history;
  const own = entries.filter((entry) => entry.shipment === shipment);
  const units = entries.filter((entry) => entry.shipment !== shipment);
  const timed = entries.filter(({ recordedAt }) => recordedAt !== null);
  const opened = entries.filter(({ payload }) => payload !== null);
  const identifier = identifiers[shipment];
  return [
    statement(
      "whole",
      `The whole history of the shipment is ${counted(own.length, "entry", "entries")} up to block ${block.number} (${time(block.time)}): nothing is altered, missing or added.`,
      hashes(own),
    ),
    ...some(
      units,
      "units",
      `${counted(units.length, "entry", "entries")} about its transport units: as recorded on the ledger, each following the previous one.`,
    ),
    statement("signed", "Each entry bears the signature of a key that the consortium had registered for its author."),
    statement("lawful", "The ledger has the code of this version of Portolan, and each entry follows its rules."),
    ...some(
      timed,
      "recorded",
      `The time of recording of ${timed.length} of ${counted(entries.length, "entry", "entries")}: the time of the block.`,
    ),
    ...some(
      opened,
      "disclosed",
      `The shown content of ${counted(opened.length, "payload")} is exactly what the author signed${hiddenFields(opened)}.`,
    ),
    ...(identifier === undefined
      ? []
      : [statement("identified", `The shipment id ${shipment} belongs to ${identifier}.`)]),
    ...caseStatements(history),
  ];
}

/** Lists the questions that a file leaves open. */
export function openQuestions(evidence: Evidence, { history, otherRoles }: Proven): Statement[] {
  const { entries, block, shipment } = history;
  const inState = (state: string) => entries.filter((_, index) => evidence.entries[index]?.payload.state === state);
  const erased = inState("erased");
  const absent = [...inState("unknown"), ...inState("withheld")];
  const untimed = entries.filter(({ recordedAt }) => recordedAt === null);
  return [
    statement("truth", "Whether the authors' statements are true: the file shows who stated what, and when."),
    statement("later", `Entries recorded after block ${block.number} (${time(block.time)}).`),
    statement(
      "names",
      "The names of participants: the ledger holds only their numbers; the file's maker added the names.",
    ),
    ...some(
      untimed,
      "untimed",
      `When ${counted(untimed.length, "entry was", "entries were")} recorded: the file lacks a proof of the block.`,
    ),
    ...some(
      erased,
      "erased",
      `The content of ${counted(erased.length, "erased payload")}. The file's maker states the erasure; the commitments remain, so a copy could be verified.`,
    ),
    ...some(
      absent,
      "absent",
      `The content of ${counted(absent.length, "payload")} missing from the file, which holds only the commitments.`,
    ),
    ...some(
      entries.filter(({ wallet }) => wallet),
      "wallets",
      "The signatures of wallet contracts (ERC-1271): the ledger accepted them; a file cannot verify them again.",
    ),
    ...some(
      entries.filter(({ hash }) => otherRoles.includes(hash)),
      "roles",
      "The roles that the parties of some entries had at the time: their roles have changed. The ledger accepted the entries, so the roles sufficed.",
    ),
    ...some(
      entries.filter((entry) => entry.shipment !== shipment),
      "around",
      "Other entries about a transport unit directly after the shipment was loaded, or directly before it was unloaded.",
    ),
  ];
}

/** Lists the assumptions on which a file's proof depends. */
export function assumptions({ history, trust }: Proven): Statement[] {
  const { block, place } = history;
  const statements = vouchedStatements(block, trust);
  statements.push(
    trust.ledger
      ? statement(
          "ledger",
          `The consortium's ledger is ${place.ledger} on chain ${place.chainId}, as the verifier or its trusted witnesses state.`,
        )
      : statement(
          "ledger",
          `That the consortium's ledger is ${place.ledger} on chain ${place.chainId}: compare it with the address that the consortium publishes.`,
        ),
  );
  return statements;
}

function hiddenFields(opened: readonly ProvenEntry[]): string {
  const hidden = opened.reduce((sum, entry) => sum + entry.hidden, 0);
  return hidden === 0 ? "" : `; ${counted(hidden, "hidden field")} can still be shown later`;
}

function statement(code: string, text: string, entries: readonly EntryHash[] = []): Statement {
  return { code, text, entries };
}

/** Makes a statement about entries; an empty list of entries gives no statement. */
function some(entries: ProvenHistory["entries"], code: string, text: string): Statement[] {
  return entries.length === 0 ? [] : [statement(code, text, hashes(entries))];
}

function hashes(entries: ProvenHistory["entries"]): EntryHash[] {
  return entries.map(({ hash }) => hash);
}

function time(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
