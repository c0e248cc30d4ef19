import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, rename } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { MatterId } from "../../domain/cooperation/act.ts";
import type { MatterRecord, OpenedItem, SeatRecord } from "../../domain/cooperation/cooperation-state.ts";
import type { Bytes32, EntryHash, Hex, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { ZERO_BYTES32 } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { MemberRecord } from "../../domain/directory/member-record.ts";
import type { Participant } from "../../domain/participant.ts";
import { unpackCase, unpackCustody } from "../proof/ledger-slots.ts";
import { parsePin } from "./chain-pin.ts";
import { DIGEST_BYTES, type DigestSet } from "./digest-set.ts";
import { type AuditMemory, emptyMemory } from "./audit-memory.ts";
import { Registry } from "./registry.ts";
import { packCase, packCustody } from "./storage-words.ts";

/** Name and version of the format, which the first line contains. */
const FORMAT = "portolan-audit-checkpoint/1";

/** Number of digests in one line. */
const DIGESTS_A_LINE = 3_000;

/** Size of one write, in characters. */
const WRITTEN_BYTES = 2 ** 20;

/** One line of a checkpoint file. */
type Line =
  | { readonly participant: Participant }
  | { readonly shipment: readonly [id: ShipmentId, head: EntryHash, custody: Bytes32, container?: ShipmentId] }
  | { readonly member: MemberRecord }
  | { readonly matter: MatterRecord & { readonly id: MatterId } }
  | { readonly seat: SeatRecord }
  | { readonly item: OpenedItem }
  | { readonly case: readonly [hold: EntryHash, shipment: ShipmentId, customsCase: Bytes32] }
  | { readonly correction: readonly [ShipmentId, ParticipantId, entry: EntryHash, successor: EntryHash] }
  | { readonly authorships: string }
  | { readonly recordings: string };

/**
 * Writes the memory of an audit to a file, from which another audit can continue. The file consists of lines of JSON;
 * the last line contains the SHA-256 of the lines before. A crash leaves the previous file unchanged.
 *
 * @returns the SHA-256, hexadecimal with `0x`, by which an auditor can recognise the file later.
 */
export async function writeAuditCheckpoint(path: string, memory: AuditMemory): Promise<Hex> {
  const unfinished = `${path}.unfinished`;
  const hash = createHash("sha256");
  const file = await open(unfinished, "w");
  try {
    let text = "";
    for (const line of linesOf(memory)) {
      text += `${JSON.stringify(line)}\n`;
      if (text.length < WRITTEN_BYTES) continue;
      hash.update(text);
      await file.write(text);
      text = "";
    }
    const digest: Hex = `0x${hash.update(text).digest("hex")}`;
    await file.write(`${text}${JSON.stringify({ sha256: digest })}\n`);
    await file.sync();
    await file.close();
    await rename(unfinished, path);
    return digest;
  } finally {
    await file.close();
  }
}

/** Content of a checkpoint file, and its digest. */
export interface AuditCheckpoint {
  readonly memory: AuditMemory;
  readonly digest: Hex;
}

/**
 * Reads a file of {@link writeAuditCheckpoint}. The digest proves that the file is complete and unchanged, but not who
 * wrote it. The reader trusts the verdict on entries up to its block, but not its state: the next comparison of the
 * storage proves the state again.
 *
 * @throws AuditCheckpointRefused
 */
export async function readAuditCheckpoint(path: string): Promise<AuditCheckpoint> {
  const refused = (problem: string, cause?: unknown) =>
    new PortolanError("AuditCheckpointRefused", { path, problem }, { cause });
  const hash = createHash("sha256");
  let reader: Reader | undefined;
  let digest: Hex | undefined;
  try {
    for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
      if (digest !== undefined) throw refused("it continues after its last line");
      const line = JSON.parse(text) as Record<string, unknown>;
      if (reader !== undefined && "sha256" in line) {
        digest = `0x${hash.digest("hex")}`;
        if (line["sha256"] !== digest) throw refused("it was changed since it was written");
        continue;
      }
      hash.update(`${text}\n`);
      if (reader === undefined) reader = new Reader(line);
      else reader.add(line as Line);
    }
  } catch (error) {
    if (PortolanError.is(error, "AuditCheckpointRefused")) throw error;
    throw refused(error instanceof Error ? error.message : String(error), error);
  }
  if (reader === undefined || digest === undefined) throw refused("it is truncated");
  return { memory: reader.memory(), digest };
}

function* linesOf(memory: AuditMemory): Generator<object> {
  const { chain, firstBlock, last, figures, faults, registry, members, ledger, cooperation } = memory;
  yield { format: FORMAT, chain, firstBlock, last, figures, faults, recordings: memory.recordings !== undefined };
  for (const participant of registry.all()) yield { participant } satisfies Line;
  for (const member of members.values()) yield { member } satisfies Line;
  for (const [id, { head, custody, container }] of ledger.shipments)
    yield { shipment: [id, head, packCustody(custody), ...(container === ZERO_BYTES32 ? [] : [container])] };
  for (const [hold, { shipment, customsCase }] of ledger.cases)
    yield { case: [hold, shipment, packCase(customsCase)] } satisfies Line;
  for (const { shipment, author, entry, successor } of ledger.corrections())
    yield { correction: [shipment, author, entry, successor] } satisfies Line;
  for (const [id, record] of cooperation.matters) yield { matter: { id, ...record } } satisfies Line;
  for (const seat of cooperation.seats()) yield { seat } satisfies Line;
  for (const item of cooperation.items()) yield { item } satisfies Line;
  for (const authorships of inLines(memory.authorships)) yield { authorships } satisfies Line;
  if (memory.recordings !== undefined)
    for (const recordings of inLines(memory.recordings)) yield { recordings } satisfies Line;
}

function* inLines(digests: DigestSet): Generator<string> {
  const bytes = digests.toBytes();
  const step = DIGESTS_A_LINE * DIGEST_BYTES;
  for (let start = 0; start < bytes.length; start += step) yield bytes.toString("base64", start, start + step);
}

/** Rebuilds an audit's memory from the lines. */
class Reader {
  readonly #head: Pick<AuditMemory, "firstBlock" | "last" | "figures" | "faults">;
  readonly #memory: AuditMemory;
  readonly #participants: Participant[] = [];

  constructor(head: Readonly<Record<string, unknown>>) {
    if (head["format"] !== FORMAT) throw new TypeError(`its first line does not say ${FORMAT}`);
    const { firstBlock, last, figures, faults } = head as Pick<
      AuditMemory,
      "firstBlock" | "last" | "figures" | "faults"
    >;
    if (!Number.isSafeInteger(firstBlock) || !Array.isArray(faults))
      throw new TypeError("its first line is incomplete");
    this.#memory = emptyMemory(parsePin(head["chain"]), firstBlock, head["recordings"] === true);
    // A version that did not audit acts counted none.
    this.#head = { firstBlock, last, figures: { ...this.#memory.figures, ...figures }, faults };
  }

  add(line: Line): void {
    const { ledger, cooperation, members, authorships, recordings } = this.#memory;
    if ("participant" in line) this.#participants.push(line.participant);
    else if ("member" in line) members.set(line.member.participant, { ...line.member, pending: line.member.pending });
    else if ("shipment" in line) {
      const [id, head, custody, container] = line.shipment;
      ledger.shipments.set(id, { head, custody: unpackCustody(custody), container: container ?? ZERO_BYTES32 });
    } else if ("case" in line) {
      const [hold, shipment, customsCase] = line.case;
      ledger.cases.set(hold, { shipment, customsCase: unpackCase(customsCase) });
    } else if ("correction" in line) ledger.setSuccessor(...line.correction);
    else if ("matter" in line) {
      const { id, ...record } = line.matter;
      cooperation.matters.set(id, record);
    } else if ("seat" in line) cooperation.setSeat(line.seat);
    else if ("item" in line) cooperation.setItem(line.item);
    else if ("authorships" in line) authorships.addBytes(Buffer.from(line.authorships, "base64"));
    else if ("recordings" in line) recordings?.addBytes(Buffer.from(line.recordings, "base64"));
    else throw new TypeError("it has a line of an unknown kind");
  }

  memory(): AuditMemory {
    return { ...this.#memory, ...this.#head, registry: new Registry(this.#participants) };
  }
}
