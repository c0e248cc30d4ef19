import type { AccountTables } from "./accounts/tables.ts";
import type { ChainTables } from "./chain/tables.ts";
import type { CooperationTables } from "./cooperation/tables.ts";
import type { EpcisTables } from "./epcis/tables.ts";
import type { ExchangeTables } from "./exchange/tables.ts";
import type { NotifyTables } from "./notify/tables.ts";
import type { OutboxTables } from "./outbox/tables.ts";
import type { ReadTables } from "./reads/tables.ts";

/**
 * All tables. Hashes, ids, keys and signatures are lower-case `0x` hexadecimal; times are Unix seconds unless the name
 * says `_ms`; JSON is text. The tables of `chain`, those of the followed acts and the positions in those of `epcis` can be
 * rebuilt from the chain, the others cannot.
 */
export interface Schema
  extends
    ChainTables,
    CooperationTables,
    OutboxTables,
    AccountTables,
    NotifyTables,
    EpcisTables,
    ExchangeTables,
    ReadTables {
  single_values: SingleValuesTable;
}

/**
 * Single values by name: the pinned chain (`chain`), `directory` and `cooperation`, the follower's `checkpoint` and its count of `undoings`, the last
 * `cosigned` note, the id of the last submission (`submissions`), and the key of `page-tokens`.
 */
interface SingleValuesTable {
  name: string;
  /** JSON text. */
  value: string;
}
