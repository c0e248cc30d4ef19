import { counted } from "../../domain/encoding/counted.ts";
import type { ComparedHoldings, DifferingEntry, HoldingsDifference } from "../holdings/holdings-comparison.ts";
import type { AuditResult } from "./audit-result.ts";

/** Most sentences about the differences of two members; --json has all. */
const MOST = 50;

/** Says for each pair of members which entries that both may read differ, or that none does. */
export function holdingsSentences({ holdings }: Pick<AuditResult, "holdings">): string[] {
  return (holdings ?? []).flatMap(pairSentences);
}

function pairSentences({ reader, holder, blocks, height, differences }: ComparedHoldings): string[] {
  const pair = `Participants ${reader} and ${holder}, blocks ${blocks.from} to ${blocks.to}, followed to block ${height}`;
  if (differences.length === 0) return [`${pair}: both signed that they hold the same of what both may read.`];
  const sentences = differences.flatMap((difference) => differenceSentences(difference, reader, holder));
  const left = sentences.length - MOST;
  return [
    `${pair}: they hold different parts of what both may read.`,
    ...sentences.slice(0, MOST),
    ...(left > 0 ? [`And ${left} more differences; --json has all.`] : []),
  ];
}

function differenceSentences(difference: HoldingsDifference, reader: number, holder: number): string[] {
  const { from, to, differing, entries } = difference;
  const place = from === to ? `Block ${from}` : `Blocks ${from} to ${to}`;
  if (differing !== null)
    return differing.map(
      (one) => `${place}, entry ${one.entry}: ${reader} ${stated(one.reader)}, and ${holder} ${stated(one.holder)}.`,
    );
  return [
    `${place}, ${counted(entries, "entry", "entries")}: ${reader} holds ${difference.reader}, and ${holder} holds ${difference.holder}.`,
  ];
}

function stated(state: DifferingEntry["reader"]): string {
  if (state === null) return "does not hold it";
  if (state === "erased") return "erased it";
  return state === "all" ? "holds all of it" : `holds its view "${state}"`;
}
