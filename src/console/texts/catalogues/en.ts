import cases from "./en/cases.ts";
import chain from "./en/chain.ts";
import clocks from "./en/clocks.ts";
import cooperation from "./en/cooperation.ts";
import exchange from "./en/exchange.ts";
import find from "./en/find.ts";
import members from "./en/members.ts";
import participants from "./en/participants.ts";
import record from "./en/record.ts";
import shell from "./en/shell.ts";
import shipment from "./en/shipment.ts";
import verify from "./en/verify.ts";
import words from "./en/words.ts";
import work from "./en/work.ts";

/**
 * Every text of the console in English, from one file for each page. Another language is one file in this folder with the
 * same keys, named by its code (ISO 639). `{name}` stands for a value; a text with `{count}` may have a form for each plural category (CLDR).
 */
export default {
  ...shell,
  ...words,
  ...find,
  ...shipment,
  ...work,
  ...clocks,
  ...cases,
  ...record,
  ...members,
  ...chain,
  ...participants,
  ...exchange,
  ...cooperation,
  ...verify,
} as const;
