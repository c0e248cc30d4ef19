import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { JsonObject } from "../../domain/encoding/json.ts";
import type { EntryDetail } from "../../api/entry.ts";
import type { PayloadDisclosure } from "../../api/payload.ts";
import { call } from "../api/call.ts";
import { reads } from "../api/reads.ts";
import type { EntryCheckResult } from "./check-entry.ts";
import { entryBefore } from "./entry-before.ts";
import { verify } from "./verify.ts";

/** This browser's check of an entry. */
export interface EntryProof {
  readonly result: EntryCheckResult;
  /** Whether the payload matches its commitment; `null` without a payload. */
  readonly payload: boolean | null;
}

/** Verifies an entry from the gateway, once: entries do not change. */
export function useEntryProof(entry: EntryDetail) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ["proof", entry.hash, entry.payload],
    staleTime: Infinity,
    queryFn: async ({ signal }): Promise<EntryProof> => {
      const [{ chain }, participants, before] = await Promise.all([
        client.fetchQuery(reads.chain()),
        client.fetchQuery(reads.participants()),
        entryBefore(entry, signal),
      ]);
      const [results, payload] = await Promise.all([
        verify("entries", { ledger: chain, participants, entries: [[entry, before]] }),
        entry.body === null ? null : payloadHolds(entry, entry.body, signal),
      ]);
      const [result] = results;
      if (result === undefined) throw new Error("The check of one entry gave no result.");
      return { result, payload };
    },
  });
}

async function payloadHolds({ hash, commitment }: EntryDetail, body: JsonObject, signal: AbortSignal) {
  const { object, disclosures } = await call<PayloadDisclosure>(`/v1/entries/${hash}/payload`, { signal });
  return verify("payload", { object: { ...object }, disclosures }, body, commitment);
}
