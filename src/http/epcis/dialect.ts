import type { IncomingMessage } from "node:http";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Dialect } from "../serve/dialect.ts";
import { JSON_TYPE } from "../serve/read-json.ts";
import { epcisProblem } from "./epcis-problem.ts";

/** Base path of the EPCIS 2.0 interface. */
export const EPCIS_BASE = "/epcis";

const JSON_LD = "application/ld+json";

/** The supported version of EPCIS and of the Core Business Vocabulary. */
export const VERSION = "2.0";

/** Answers give EPCs and vocabulary elements in the form in which they were captured. */
const FORMAT = "Never_Translates";

/** Header fields of every answer (EPCIS 2.0, 12.4). */
const EPCIS_HEADERS: Readonly<Record<string, string>> = {
  "GS1-EPCIS-Version": VERSION,
  "GS1-CBV-Version": VERSION,
  "GS1-EPC-Format": FORMAT,
  "GS1-CBV-XML-Format": FORMAT,
};

/** The dialect of EPCIS 2.0: its header fields, its media type and its exceptions. */
export const EPCIS: Dialect = {
  jsonTypes: [JSON_TYPE, JSON_LD],
  headers: EPCIS_HEADERS,
  negotiate: requireOffered,
  problem: epcisProblem,
};

const ASKED_VERSION = /^\d{1,3}(?:\.\d{1,3}){0,2}$/;

/**
 * Checks the standard's request header fields: exact, minimum and maximum version of EPCIS and CBV, and the form of
 * EPCs.
 *
 * @throws PortolanError `EpcisVersionUnsupported` if a field excludes the supported version or form, or is malformed.
 */
function requireOffered({ headers }: Pick<IncomingMessage, "headers">): void {
  const refuseUnless = (header: string, offered: string, isMet: (asked: string) => boolean) => {
    const asked = headers[header.toLowerCase()];
    if (asked === undefined) return;
    if (typeof asked === "string" && isMet(asked)) return;
    throw new PortolanError("EpcisVersionUnsupported", { header, asked: String(asked).slice(0, 40), offered });
  };
  for (const standard of ["EPCIS", "CBV"]) {
    const offered = `${standard} ${VERSION}`;
    refuseUnless(`GS1-${standard}-Version`, offered, (asked) => compareVersions(asked, VERSION) === 0);
    refuseUnless(`GS1-${standard}-Min`, offered, (asked) => compareVersions(asked, VERSION) <= 0);
    refuseUnless(`GS1-${standard}-Max`, offered, (asked) => compareVersions(asked, VERSION) >= 0);
  }
  refuseUnless("GS1-EPC-Format", FORMAT, (asked) => asked === FORMAT || asked === "No_Preference");
}

/** Compares major and minor version: -1, 0 or 1, or NaN for a malformed version. `2.0.1` counts as `2.0`. */
function compareVersions(asked: string, offered: string): number {
  if (!ASKED_VERSION.test(asked)) return NaN;
  const [major = 0, minor = 0] = asked.split(".").map(Number);
  const [offeredMajor = 0, offeredMinor = 0] = offered.split(".").map(Number);
  return Math.sign(major - offeredMajor || minor - offeredMinor);
}
