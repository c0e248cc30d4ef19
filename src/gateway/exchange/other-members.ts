import { bytesOf } from "../../domain/encoding/hex.ts";
import type { EncryptionKeyId } from "../../domain/directory/directory-event.ts";
import { SUITE_IDS } from "../../domain/directory/hpke-suite.ts";
import { memberAt, type ReadAt } from "../../domain/directory/member-at.ts";
import { settleMember } from "../../domain/directory/settle-member.ts";
import { intervalOf, type AnnouncedKey, type MemberRecord } from "../../domain/directory/member-record.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Participant } from "../../domain/participant.ts";
import { type EncryptionKey, readEncryptionKey, strongestKey } from "../../exchange/encryption-key.ts";
import { readCheckpoint } from "../../store/chain/checkpoint.ts";
import { readDirectoryMark, readMemberChanges, readMemberIds } from "../../store/chain/member-changes.ts";
import type { ReadContext } from "../read/read-context.ts";
import type { OwnMembers } from "./own-members.ts";

/** A member with another gateway. */
export interface OtherMember {
  readonly participant: Participant;
  /** The address of its gateway, as the directory has it. */
  readonly endpoint: string;
  /** The strongest of its valid keys; `undefined` without one. */
  readonly key: EncryptionKey | undefined;
}

/** Most members of the directory that are read. */
const MAX_MEMBERS = 10_000;

/** After all stored changes, before the time of a pending one. */
const UNSETTLED: ReadAt = { block: Number.MAX_SAFE_INTEGER, time: 0 };

/** The members with other gateways at the last followed block: enrolled, not suspended, with an address in the directory. */
export class OtherMembers {
  readonly #reading: ReadContext;
  readonly #own: Pick<OwnMembers, "signerOf">;
  #mark = "";
  /** Each member's record after its changes, before a pending one takes effect. Replaying the changes takes hashes. */
  #records: ReadonlyMap<ParticipantId, MemberRecord> = new Map();
  /** Read keys, because reading one costs more than finding it. `undefined` for a key to which nothing can be sealed. */
  readonly #keys = new Map<EncryptionKeyId, EncryptionKey | undefined>();

  constructor(reading: ReadContext, own: Pick<OwnMembers, "signerOf">) {
    this.#reading = reading;
    this.#own = own;
  }

  /** The members, by number. */
  async list(): Promise<OtherMember[]> {
    const { db, now } = this.#reading;
    const mark = await readDirectoryMark(db);
    if (mark !== this.#mark) {
      const changes = await readMemberChanges(db, await readMemberIds(db, 0, MAX_MEMBERS));
      this.#records = new Map(Array.from(changes, ([id, ofMember]) => [id, memberAt(id, ofMember, UNSETTLED)]));
      this.#mark = mark;
    }
    if (this.#records.size === 0) return [];
    const { timestamp: blockTime } = (await readCheckpoint(db)) ?? { timestamp: 0 };
    const at = { time: Math.max(blockTime, now()), blockTime };
    const members: OtherMember[] = [];
    for (const [id, unsettled] of this.#records) {
      const participant = this.#reading.directory.get(id);
      if (participant === undefined || participant.suspended || this.#own.signerOf(id) !== undefined) continue;
      const record = settleMember(unsettled, at.time);
      if (record.endpoint === "") continue;
      members.push({ participant, endpoint: record.endpoint, key: await this.#keyOf(record, at) });
    }
    return members;
  }

  /**
   * The key to which parcels are sealed. Of the keys that are valid by the block's time, because clocks may differ by
   * days; a chain without new blocks must not keep a member without key, so that the clock decides otherwise.
   */
  async #keyOf(record: MemberRecord, { time, blockTime }: Readonly<Record<"time" | "blockTime", number>>) {
    const validAt = (at: number) =>
      record.keys.filter((key) => {
        const { validFrom, validUntil } = intervalOf(record, key);
        return validFrom <= at && at < validUntil;
      });
    const byBlock = validAt(blockTime);
    const keys = await Promise.all((byBlock.length > 0 ? byBlock : validAt(time)).map((key) => this.#read(key)));
    return strongestKey(keys.filter((key) => key !== undefined));
  }

  async #read({ id, suite, key }: AnnouncedKey): Promise<EncryptionKey | undefined> {
    if (!this.#keys.has(id)) this.#keys.set(id, await readKey(suite, key));
    return this.#keys.get(id);
  }
}

/** Reads a key that a member announced. The contract checks its length, but not whether it is a key. */
async function readKey(suite: number, key: AnnouncedKey["key"]): Promise<EncryptionKey | undefined> {
  const known = SUITE_IDS.find((id) => id === suite);
  if (known === undefined) return undefined;
  try {
    return await readEncryptionKey(known, bytesOf(key));
  } catch (error) {
    if (!PortolanError.is(error, "EncryptionKeyInvalid")) throw error;
    return undefined;
  }
}
