import type { ParticipantId } from "../../domain/entry.ts";
import type { RoleBits } from "../../domain/role.ts";
import type { Database } from "../../store/open-database.ts";

/** What every read needs beside its caller. */
export interface Reading {
  readonly db: Database;
  /** Names and roles of participants, from memory: src/gateway/directory.ts. */
  readonly directory: {
    get(
      id: ParticipantId,
    ): { readonly name: string; readonly roles: RoleBits; readonly jurisdiction: string } | undefined;
  };
  /** Unix seconds. */
  readonly now: () => number;
}
