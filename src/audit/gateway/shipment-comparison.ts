import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { type EntryHash, type ShipmentId, ZERO_BYTES32 } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { JsonValue } from "../../domain/encoding/json.ts";
import type { ShipmentState } from "../../domain/rules/ledger-state.ts";
import { verifyDisclosure } from "../../domain/payload/verify-disclosure.ts";
import { createEntryHasher, type EntryHasher } from "../../ledger/entry-hash.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import type { Fault, FaultCode } from "../replay/fault.ts";
import { type ChainEntry, ENTRY_FIELDS, readChainHistory } from "./chain-history.ts";
import type { ComparedMemory } from "./compared-memory.ts";
import { type Answer, ask, type GatewayAnswers, isRefusal, pagesOf } from "./gateway-answers.ts";
import { statedField, statedRecording } from "./stated-entry.ts";

/** Milliseconds that a gateway may lag behind the chain. */
const PATIENCE_MS = 5_000;
const PAUSE_MS = 250;

/** The audited chain, the gateway to compare with it, and the receiver of faults. */
export interface ComparisonContext {
  readonly answers: GatewayAnswers;
  readonly rpc: Rpc;
  /** Memory of the audit. The comparison ignores entries in blocks after its last block. */
  readonly memory: ComparedMemory;
  readonly report: (fault: Fault) => void;
}

/** Numbers of compared shipments, entries and payloads. */
export interface ComparisonFigures {
  readonly shipments: number;
  readonly entries: number;
  /** Number of payloads that match the commitments of their entries. */
  readonly payloads: number;
}

/** Compares and counts a gateway's answers about single shipments. */
export class ShipmentComparison {
  readonly #context: ComparisonContext;
  readonly #hashEntry: EntryHasher;
  #shipments = 0;
  #entries = 0;
  #payloads = 0;

  constructor(context: ComparisonContext) {
    this.#context = context;
    this.#hashEntry = createEntryHasher(context.memory.chain);
  }

  get figures(): ComparisonFigures {
    return { shipments: this.#shipments, entries: this.#entries, payloads: this.#payloads };
  }

  async compare(shipment: ShipmentId): Promise<void> {
    const { answers, memory } = this.#context;
    const known = memory.ledger.shipments.get(shipment);
    const answer = await this.#readShipment(shipment, known);
    if (answer === undefined) return this.#say("GatewayShipmentMissing", shipment, null, "a shipment", "nothing");
    const rows: Answer[] = [];
    for await (const page of pagesOf(answers, `/v1/shipments/${shipment}/entries`)) rows.push(...page);
    // Leaves entries after the last audited block to the next audit.
    const due = rows.filter(({ block }) => !(Number(block) > memory.last.number)).reverse();
    if (known === undefined) {
      if (due.length > 0) this.#say("GatewayShipmentInvented", shipment, null, "no such shipment", shipment);
      return;
    }
    this.#shipments += 1;
    if (answer["sequence"] === known.custody.sequence) this.#compareShipment(shipment, known, answer);
    const isWhole = await this.#compareEntries(shipment, known, due);
    for (const row of due) if (row["payload"] === "known") await this.#comparePayload(shipment, row);
    // Different entries lead to a different trace, which needs no second fault.
    if (isWhole) await this.#compareTrace(shipment, known, due);
  }

  /** Reads a shipment; waits for a gateway that lags behind the chain. */
  async #readShipment(shipment: ShipmentId, known: ShipmentState | undefined): Promise<Answer | undefined> {
    const due = Date.now() + PATIENCE_MS;
    for (;;)
      try {
        const answer = await ask(this.#context.answers, `/v1/shipments/${shipment}`);
        const behind = Number(answer["sequence"]) < (known?.custody.sequence ?? 0);
        if (!behind || Date.now() > due) return answer;
        await sleep(PAUSE_MS);
      } catch (error) {
        if (isRefusal(error, "ShipmentUnknown")) return undefined;
        throw error;
      }
  }

  #compareShipment(shipment: ShipmentId, { head, custody, container }: ShipmentState, answer: Answer): void {
    const { phase, openCases, openRemedies, contents } = custody;
    const expected = {
      ...{ head, phase, openCases, openRemedies, contents },
      container: container === ZERO_BYTES32 ? null : container,
      held: openCases > 0,
      custodian: custody.custodian,
      consignor: custody.consignor,
      offeredTo: custody.offeredTo,
    };
    for (const [field, value] of Object.entries(expected)) {
      const isParticipant = field === "custodian" || field === "consignor" || field === "offeredTo";
      const found = isParticipant ? ((answer[field] as Answer | null)?.["id"] ?? 0) : answer[field];
      if (found !== value) this.#say("GatewayShipmentDiffers", `${shipment}: ${field}`, null, value, found);
    }
  }

  /** @returns whether the rows match the shipment's entries exactly. */
  async #compareEntries(
    shipment: ShipmentId,
    { head, custody }: ShipmentState,
    rows: readonly Answer[],
  ): Promise<boolean> {
    const { recordings } = this.#context.memory;
    this.#entries += rows.length;
    const isWhole =
      rows.length === custody.sequence &&
      rows.at(-1)?.["hash"] === head &&
      rows.every((row, index) => {
        const recording = row["sequence"] === index + 1 ? statedRecording(row, this.#hashEntry) : undefined;
        return recording !== undefined && recordings.has(recording) && row["shipment"] === shipment;
      });
    if (isWhole) return true;
    const truth = await readChainHistory(this.#context.rpc, this.#context.memory, shipment);
    this.#nameDifferences(shipment, truth, rows);
    return false;
  }

  /** Matches rows by hash, or by sequence number when the hash differs. */
  #nameDifferences(shipment: ShipmentId, truth: readonly ChainEntry[], rows: readonly Answer[]): void {
    const left = new Set(rows);
    const take = (match: (row: Answer) => boolean): Answer | undefined => {
      const row = [...left].find(match);
      if (row !== undefined) left.delete(row);
      return row;
    };
    for (const entry of truth) {
      const row = take(({ hash }) => hash === entry.hash) ?? take(({ sequence }) => sequence === entry.sequence);
      if (row === undefined) {
        this.#say("GatewayEntryMissing", shipment, entry, `entry ${entry.sequence}`, "nothing");
        continue;
      }
      for (const field of ENTRY_FIELDS) {
        const found = statedField(row, field);
        if (found !== entry[field])
          this.#say("GatewayEntryDiffers", `${shipment}: ${field}`, entry, entry[field], found);
      }
    }
    for (const row of left) this.#say("GatewayEntryInvented", shipment, null, "no such entry", row["hash"]);
  }

  async #comparePayload(shipment: ShipmentId, { hash, commitment, block }: Answer): Promise<void> {
    const { answers } = this.#context;
    const entry = { hash: hash as EntryHash, block: Number(block) };
    const say = (found: unknown) => this.#say("GatewayPayloadDiffers", shipment, entry, commitment, found);
    try {
      const disclosed = await ask(answers, `/v1/entries/${String(hash)}/payload`);
      const { commitment: found, payload } = verifyDisclosure({
        object: disclosed["object"],
        disclosures: disclosed["disclosures"],
      } as JsonValue);
      if (found !== commitment) return say(found);
      const { body } = await ask(answers, `/v1/entries/${String(hash)}`);
      if (!isDeepStrictEqual(body, payload)) return say("a body that does not match the commitment");
      this.#payloads += 1;
    } catch (error) {
      // The author has erased the payload since the gateway listed it.
      if (isRefusal(error, "PayloadErased") || isRefusal(error, "PayloadNotHeld")) return;
      if (!PortolanError.is(error) || PortolanError.is(error, ...GATEWAY_ERRORS)) throw error;
      say(error.message);
    }
  }

  async #compareTrace(shipment: ShipmentId, { custody, head }: ShipmentState, rows: readonly Answer[]): Promise<void> {
    const trace = await ask(this.#context.answers, `/v1/shipments/${shipment}/trace`);
    const say = (what: string, expected: unknown, found: unknown) =>
      this.#say("GatewayTraceDiffers", `${shipment}: ${what}`, null, expected, found);
    if (trace["sequence"] === custody.sequence && trace["head"] !== head) say("head", head, trace["head"]);
    const { entries } = trace;
    const steps = (Array.isArray(entries) ? (entries as Answer[]) : []).filter(({ level }) => level === 0);
    const bySequence = new Map(steps.map((step) => [step["sequence"], step]));
    const { limits } = trace as { limits?: { reached?: unknown[] } };
    for (const row of rows) {
      const step = bySequence.get(row["sequence"]);
      if (step === undefined) {
        if (limits?.reached?.length === 0) say(`entry ${String(row["sequence"])}`, row["hash"], "nothing");
        continue;
      }
      for (const field of TRACED_FIELDS)
        if (!isDeepStrictEqual(step[field], row[field]))
          say(`${field} of entry ${String(row["sequence"])}`, row[field], step[field]);
    }
  }

  #say(
    code: FaultCode,
    subject: string,
    entry: { readonly hash: EntryHash; readonly block: number } | null,
    expected: unknown,
    found: unknown,
  ): void {
    this.#context.report({
      code,
      block: entry?.block ?? null,
      entry: entry?.hash ?? null,
      subject,
      expected: shown(expected),
      found: shown(found),
    } satisfies Fault);
  }
}

const GATEWAY_ERRORS = ["GatewayUnreachable", "GatewayAnswerUnexpected", "GatewayRefused"] as const;

const TRACED_FIELDS = ["hash", "kind", "author", "counterparty", "refersTo", "occurredAt", "recordedAt", "commitment"];

function shown(value: unknown): string {
  return (typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing")).slice(0, 300);
}
