import { AsyncLocalStorage } from "node:async_hooks";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { FOLDER_VARIABLE, TRANSACTIONS_FILE } from "./order.ts";

const running = new AsyncLocalStorage<string>();
const append = appendFileSync;

type Work = (...parameters: unknown[]) => Promise<unknown>;

declare global {
  var nameWork: (name: string, work: Work) => Work;
}

globalThis.nameWork = (name, work) => {
  append(join(process.env[FOLDER_VARIABLE] ?? "", TRANSACTIONS_FILE), `${name}\n`);
  return (...parameters) => running.run(name, () => work(...parameters));
};

/** Statements that write outside our transactions, recognised by their first words. */
const SCHEMA = /^\s*(create|alter|drop)\b|kysely_migration/i;
const WRITE = /^\s*(insert|update|delete|replace|create|alter|drop)\b|^\s*with\b.*\b(insert|update|delete)\s/is;

/**
 * Follows the statements of one connection.
 *
 * @returns the names of a statement's act; an empty list when it makes nothing durable.
 */
export class ConnectionWatch {
  #open: Set<string> | null = null;
  /** The names at the time of the savepoint. */
  #saved: Set<string> | null = null;

  see(statement: string): ReadonlySet<string> {
    const verb = /^\s*(\w+)(\s+to\b)?/i.exec(statement)?.slice(1).join("").replaceAll(/\s+/g, " ").toLowerCase();
    if (verb === "begin" || verb === "start") this.#open = new Set();
    else if (verb === "savepoint") this.#saved = new Set(this.#open);
    else if (verb === "rollback to") this.#open = this.#saved;
    else if (verb === "rollback") this.#open = null;
    else if (verb === "commit") {
      const names = this.#open;
      this.#open = null;
      return names ?? NONE;
    } else if (WRITE.test(statement)) {
      const name = this.#nameOf(statement);
      if (this.#open === null) return new Set([name]);
      this.#open.add(name);
    }
    return NONE;
  }

  #nameOf(statement: string): string {
    const named = running.getStore();
    if (named !== undefined) return `commit ${named}`;
    // The creation of the schema also inserts rows.
    return SCHEMA.test(statement) || this.#open?.has(OF_SCHEMA) ? OF_SCHEMA : "commit outside a transaction";
  }
}

const OF_SCHEMA = "commit of the schema";

const NONE: ReadonlySet<string> = new Set();
