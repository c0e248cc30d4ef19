import type { ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { activeRoles } from "../../domain/participant.ts";
import { lastPosition } from "../../store/chain/entries.ts";
import { findLackingRecords, readEndOfActs } from "../../store/exchange/lacking-records.ts";
import { findLacking, readIncompleteShipments } from "../../store/exchange/lacking.ts";
import { wantEntries } from "../../store/exchange/wanted.ts";
import { visibilityOf } from "../caller.ts";
import type { ExchangeContext } from "./exchange-context.ts";

/** Milliseconds after its block that an author has to deliver an entry by its lane, before it is asked for. */
export const GRACE_MS = 3_000;

/** Milliseconds after which all entries are looked at again, for rights that no new entry gave. */
const RESCAN_MS = 600_000;

/** Entries of one step of a scan. */
const PAGE = 500;

/** What a scan needs of the exchange. */
export interface ScanContext extends Pick<ExchangeContext, "db" | "directory" | "clock"> {
  readonly follower: Pick<ExchangeContext["follower"], "checkpoint">;
  readonly own: Pick<ExchangeContext["own"], "ids">;
}

/** Finds the entries and acts of which members of this gateway may read more than is here, and wants them. */
export class LackingScan {
  readonly #context: ScanContext;
  readonly #graceMs: number;
  /** Position up to which entries were looked at. After a start, all are looked at. */
  #scanned = 0;
  /** The same of acts. */
  #scannedActs = 0;
  #rescanAt: number;
  /** Ends of the chain, each with the time since when it is known, oldest first. */
  #ends: { readonly sinceMs: number; readonly position: number }[] = [];

  /** @param graceMs see {@link GRACE_MS}. */
  constructor(context: ScanContext, graceMs: number) {
    this.#context = context;
    this.#graceMs = graceMs;
    this.#rescanAt = context.clock() + RESCAN_MS;
  }

  /**
   * Looks at the shipments and the matters with new entries and acts whose time of grace is over.
   *
   * @returns the position up to which entries were looked at.
   */
  async step(stop: AbortSignal): Promise<number> {
    const { db, clock, own } = this.#context;
    if (clock() >= this.#rescanAt) {
      this.#scanned = 0;
      this.#scannedActs = 0;
      this.#rescanAt = clock() + RESCAN_MS;
    }
    const until = await this.#settledEnd();
    while (!stop.aborted) {
      const page = await readIncompleteShipments(db, this.#scanned, until, PAGE);
      if (page === undefined) break;
      for (const reader of own.ids()) await this.#want(reader, page.shipments, until);
      this.#scanned = page.end;
    }
    // A reorganisation may have moved the end to before what was looked at.
    this.#scanned = Math.min(this.#scanned, until);
    await this.#scanActs(until, stop);
    return this.#scanned;
  }

  /** Looks at the matters with new acts whose time of grace is over. */
  async #scanActs(until: number, stop: AbortSignal): Promise<void> {
    const { db, clock, own } = this.#context;
    while (!stop.aborted) {
      const end = await readEndOfActs(db, this.#scannedActs, until, PAGE);
      if (end === undefined) break;
      for (const reader of own.ids()) {
        const lacking = await findLackingRecords(db, reader, this.#scannedActs, end);
        if (lacking.length > 0) await wantEntries(db, reader, lacking, clock());
      }
      this.#scannedActs = end;
    }
    this.#scannedActs = Math.min(this.#scannedActs, until);
  }

  /** The end of the chain before the time of grace. At a start, what is followed already has no time of grace. */
  async #settledEnd(): Promise<number> {
    const { db, clock, follower } = this.#context;
    const now = clock();
    const position = await lastPosition(db);
    const last = this.#ends.at(-1);
    if (last?.position !== position) {
      // Blocks that are followed late, as after a loss of the database, are old.
      const sinceMs = Math.min(now, follower.checkpoint.timestamp * 1_000);
      this.#ends.push({ sinceMs: last === undefined ? -Infinity : sinceMs, position });
    }
    const settled = this.#ends.findLast(({ sinceMs }) => sinceMs <= now - this.#graceMs);
    this.#ends = this.#ends.filter((end) => settled === undefined || end.sinceMs >= settled.sinceMs);
    return Math.min(settled?.position ?? 0, position);
  }

  async #want(reader: ParticipantId, shipments: readonly ShipmentId[], until: number): Promise<void> {
    const { db, directory, clock } = this.#context;
    const member = directory.get(reader);
    if (member === undefined) return;
    const { jurisdiction } = member;
    const visibility = visibilityOf({ participant: reader, roles: activeRoles(member), jurisdiction });
    const lacking = await findLacking(db, visibility, shipments, until);
    if (lacking.length > 0) await wantEntries(db, reader, lacking, clock());
  }
}
