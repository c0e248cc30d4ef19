import { PortolanError } from "../errors/portolan-error.ts";

/** The officially assigned codes of ISO 3166-1 alpha-2. */
const ALPHA_2 =
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
  "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR " +
  "GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP " +
  "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT " +
  "MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW " +
  "SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG " +
  "UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/** Codes that the standard leaves to users and that customs and trade use for a country: Kosovo. */
const IN_USE = "XK";

const COUNTRY_CODES: ReadonlySet<string> = new Set(`${ALPHA_2} ${IN_USE}`.split(" "));

/** Advice for codes that are often mistaken for a country's. */
const ADVICE: Readonly<Record<string, string>> = {
  UK: "Use GB for the United Kingdom.",
  EN: "Use GB for the United Kingdom, of which England is a part.",
  XI: "Use GB for the United Kingdom, of which Northern Ireland is a part.",
  EL: "Use GR for Greece.",
  EU: "The European Union is not a country. Use the country of the organisation's seat.",
  SU: "The Soviet Union's code is withdrawn. Use the country's code of today, such as RU for Russia.",
  YU: "Yugoslavia's code is withdrawn. Use the country's code of today, such as RS for Serbia.",
  CS: "This code is withdrawn. Use the country's code of today, such as CZ, SK, RS or ME.",
  AN: "The code of the Netherlands Antilles is withdrawn. Use CW, SX or BQ.",
  DD: "Use DE for Germany.",
  FX: "Use FR for France.",
  TP: "Use TL for Timor-Leste.",
  ZR: "Use CD for the Democratic Republic of the Congo.",
  BU: "Use MM for Myanmar.",
  KS: "Use XK for Kosovo.",
  JA: "Use JP for Japan.",
  SP: "Use ES for Spain.",
};

/**
 * Whether `code` is a country's code of ISO 3166-1 alpha-2, or `XK`, in upper case. Jurisdictions, UN/LOCODEs, UCRs and the
 * countries of payloads follow this list.
 */
export function isCountryCode(code: string): boolean {
  return COUNTRY_CODES.has(code);
}

/** Advice for a code that is not a country's: the right code for a usual mistake. */
export function countryAdvice(code: string): string {
  return ADVICE[code] ?? "Use a country's two letters of ISO 3166-1 alpha-2, such as NL.";
}

/** @throws `CountryUnknown` for a code that {@link isCountryCode} does not accept. */
export function requireCountryCode(code: string): void {
  if (!isCountryCode(code)) throw new PortolanError("CountryUnknown", { code, advice: countryAdvice(code) });
}
