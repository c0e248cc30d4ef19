import type { EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { NAMED_ENTRIES } from "../../domain/reads/access-record.ts";

/**
 * The payloads of others that an answer shows to its reader, noted where they are opened. What the reader wrote itself is
 * not noted.
 */
export class OpenedPayloads {
  readonly #reader: ParticipantId;
  readonly #entries = new Set<EntryHash>();
  readonly #shipments = new Set<ShipmentId>();
  #isPart = false;

  constructor(reader: ParticipantId) {
    this.#reader = reader;
  }

  /** Notes an entry whose payload, or a part of it, the answer shows. */
  add(entry: EntryHash, shipment: ShipmentId, author: ParticipantId): void {
    if (author === this.#reader) return;
    this.#entries.add(entry);
    this.#shipments.add(shipment);
  }

  /** Notes that the answer shows values of payloads without their entries, or records of reads. */
  addUnnamed(): void {
    this.#isPart = true;
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0 && !this.#isPart;
  }

  get count(): number {
    return this.#entries.size;
  }

  get entries(): EntryHash[] {
    return [...this.#entries].slice(0, NAMED_ENTRIES);
  }

  get shipments(): ShipmentId[] {
    return [...this.#shipments];
  }
}
