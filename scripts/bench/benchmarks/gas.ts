import { id } from "ethers";
import type { EntryHash, Hex, SignedEntry } from "../../../src/domain/entry.ts";
import {
  enrol,
  entryHash,
  shipmentId,
  sign,
  startChain,
  type TestChain,
  type TestParticipant,
} from "../../../test/support/chain.ts";
import { entryOf } from "../../../test/support/entry-of.ts";
import type { Figure } from "../figure.ts";
import { GAS_PARTS, splitGas, type TracedTransaction } from "../gas-parts.ts";
import type { Report } from "../workload/filled-network.ts";

const BATCH = 100;
const AUTHORS = 10;

/**
 * Measures the gas of an entry in a batch of 100 by ten authors, in total and by part: an entry that opens a shipment,
 * the entry after it, and a later entry. The result depends only on the chain's rules and the contract.
 */
export async function benchGas(report: Report): Promise<Figure[]> {
  const chain = await startChain();
  try {
    const authors: TestParticipant[] = [];
    while (authors.length < AUTHORS) authors.push(await enrol(chain, "carrier"));
    const opening = await record(chain, authors, "Consign", undefined);
    const second = await record(chain, authors, "Report", opening.heads);
    const steady = await record(chain, authors, "Report", second.heads);
    report("batches of 100 recorded and traced");
    return [
      ...figures("an entry in the steady state", steady.transaction, 27_000),
      ...figures("the entry that opens a shipment", opening.transaction, 60_000),
    ];
  } finally {
    await chain.connection.close();
  }
}

async function record(
  chain: TestChain,
  authors: readonly TestParticipant[],
  kind: "Consign" | "Report",
  heads: readonly EntryHash[] | undefined,
): Promise<{ heads: EntryHash[]; transaction: TracedTransaction }> {
  const batch: SignedEntry[] = [];
  for (let index = 0; index < BATCH; index++) {
    const author = authors[index % AUTHORS] as TestParticipant;
    const previous = heads?.[index];
    const entry = entryOf(kind, {
      shipment: shipmentId(`gas ${index}`),
      author: author.id,
      commitment: id(`${kind} ${previous} ${index}`) as Hex,
      ...(previous && { previous }),
    });
    batch.push(await sign(chain, author, entry));
  }
  const response = await chain.ledger.recordBatch(batch);
  const receipt = await response.wait();
  if (receipt?.logs.length !== BATCH) throw new Error("Not every entry of the batch was recorded.");
  const options = { disableStack: true, disableMemory: true, disableStorage: true };
  const trace = (await chain.connection.provider.request({
    method: "debug_traceTransaction",
    params: [response.hash, options],
  })) as TracedTransaction;
  return {
    heads: await Promise.all(batch.map(({ entry }) => entryHash(chain, entry))),
    transaction: { structLogs: trace.structLogs, input: response.data, gasUsed: Number(receipt.gasUsed) },
  };
}

function figures(what: string, transaction: TracedTransaction, limit: number): Figure[] {
  const figure = { benchmark: "gas", entries: BATCH, unit: "gas" };
  const parts = splitGas(transaction);
  return [
    {
      ...figure,
      what,
      value: transaction.gasUsed / BATCH,
      target: { of: "value", bound: "at most", limit },
    },
    ...GAS_PARTS.map((part) => ({ ...figure, what: `${what}: ${part}`, value: parts[part] / BATCH })),
  ];
}
