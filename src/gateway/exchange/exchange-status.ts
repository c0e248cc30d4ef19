import { readExchangeFigures, type ExchangeFigures } from "../../store/exchange/exchange-figures.ts";
import type { ReadContext } from "../read/read-context.ts";

export type { ExchangeFigures };

/** What the gateway owes to all members with other gateways, for its metrics. */
export const readExchangeStatus = ({ db }: Pick<ReadContext, "db">): Promise<ExchangeFigures> =>
  readExchangeFigures(db);
