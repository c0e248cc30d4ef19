import type { Place } from "../../domain/payload/summary.ts";

/** Time zones (IANA) by country, for countries with a single zone. */
const COUNTRIES = `
AE Asia/Dubai, AO Africa/Luanda, AR America/Argentina/Buenos_Aires, AT Europe/Vienna, BD Asia/Dhaka, BE Europe/Brussels,
BG Europe/Sofia, BJ Africa/Porto-Novo, CH Europe/Zurich, CI Africa/Abidjan, CM Africa/Douala, CN Asia/Shanghai,
CO America/Bogota, CR America/Costa_Rica, CU America/Havana, CY Asia/Nicosia, CZ Europe/Prague, DE Europe/Berlin,
DJ Africa/Djibouti, DK Europe/Copenhagen, DO America/Santo_Domingo, DZ Africa/Algiers, EE Europe/Tallinn,
EG Africa/Cairo, ET Africa/Addis_Ababa, FI Europe/Helsinki, FR Europe/Paris, GA Africa/Libreville, GB Europe/London,
GE Asia/Tbilisi, GH Africa/Accra, GI Europe/Gibraltar, GR Europe/Athens, GT America/Guatemala, HK Asia/Hong_Kong,
HN America/Tegucigalpa, HR Europe/Zagreb, HU Europe/Budapest, IE Europe/Dublin, IL Asia/Jerusalem, IN Asia/Kolkata,
IQ Asia/Baghdad, IR Asia/Tehran, IS Atlantic/Reykjavik, IT Europe/Rome, JM America/Jamaica, JO Asia/Amman,
JP Asia/Tokyo, KE Africa/Nairobi, KH Asia/Phnom_Penh, KR Asia/Seoul, KW Asia/Kuwait, KZ Asia/Almaty, LB Asia/Beirut,
LI Europe/Vaduz, LK Asia/Colombo, LT Europe/Vilnius, LU Europe/Luxembourg, LV Europe/Riga, MA Africa/Casablanca,
ME Europe/Podgorica, MG Indian/Antananarivo, MM Asia/Yangon, MT Europe/Malta, MU Indian/Mauritius,
MY Asia/Kuala_Lumpur, MZ Africa/Maputo, NA Africa/Windhoek, NG Africa/Lagos, NI America/Managua, NL Europe/Amsterdam,
NO Europe/Oslo, OM Asia/Muscat, PA America/Panama, PE America/Lima, PH Asia/Manila, PK Asia/Karachi, PL Europe/Warsaw,
PR America/Puerto_Rico, PY America/Asuncion, QA Asia/Qatar, RO Europe/Bucharest, RS Europe/Belgrade, SA Asia/Riyadh,
SD Africa/Khartoum, SE Europe/Stockholm, SG Asia/Singapore, SI Europe/Ljubljana, SK Europe/Bratislava, SN Africa/Dakar,
SV America/El_Salvador, SY Asia/Damascus, TG Africa/Lome, TH Asia/Bangkok, TN Africa/Tunis, TR Europe/Istanbul,
TT America/Port_of_Spain, TW Asia/Taipei, TZ Africa/Dar_es_Salaam, UG Africa/Kampala, UY America/Montevideo,
UZ Asia/Tashkent, VE America/Caracas, VN Asia/Ho_Chi_Minh, YE Asia/Aden, ZA Africa/Johannesburg, ZM Africa/Lusaka`;

/** Time zones by UN/LOCODE, for countries with several. */
const PLACES = `
AUADL Australia/Adelaide, AUBNE Australia/Brisbane, AUFRE Australia/Perth, AUMEL Australia/Melbourne,
AUPER Australia/Perth, AUSYD Australia/Sydney, BRIOA America/Sao_Paulo, BRITJ America/Sao_Paulo, BRMAO America/Manaus,
BRNVT America/Sao_Paulo, BRPEC America/Fortaleza, BRPNG America/Sao_Paulo, BRRIG America/Sao_Paulo,
BRRIO America/Sao_Paulo, BRSAO America/Sao_Paulo, BRSSA America/Bahia, BRSSZ America/Sao_Paulo, BRSUA America/Recife,
BRVCP America/Sao_Paulo, BRVIX America/Sao_Paulo, CAHAL America/Halifax, CAMTR America/Toronto,
CAPRR America/Vancouver, CATOR America/Toronto, CAVAN America/Vancouver, CLSAI America/Santiago,
CLSCL America/Santiago, CLVAP America/Santiago, ECGYE America/Guayaquil, ESALG Europe/Madrid, ESBCN Europe/Madrid,
ESBIO Europe/Madrid, ESMAD Europe/Madrid, ESVGO Europe/Madrid, ESVLC Europe/Madrid, IDBLW Asia/Jakarta,
IDJKT Asia/Jakarta, IDSUB Asia/Jakarta, MXATM America/Monterrey, MXLZC America/Mexico_City, MXMEX America/Mexico_City,
MXVER America/Mexico_City, MXZLO America/Mexico_City, NZAKL Pacific/Auckland, NZLYT Pacific/Auckland,
NZTRG Pacific/Auckland, PGLAE Pacific/Port_Moresby, PTLEI Europe/Lisbon, PTLIS Europe/Lisbon, PTSIE Europe/Lisbon,
RULED Europe/Moscow, RUMOW Europe/Moscow, RUNVS Europe/Moscow, RUVVO Asia/Vladivostok, UAIEV Europe/Kiev,
UAODS Europe/Kiev, USATL America/New_York, USBAL America/New_York, USBOS America/New_York, USCHI America/Chicago,
USCHS America/New_York, USDAL America/Chicago, USDET America/Detroit, USEWR America/New_York, USHOU America/Chicago,
USJAX America/New_York, USLAX America/Los_Angeles, USLGB America/Los_Angeles, USLRD America/Chicago,
USMEM America/Chicago, USMIA America/New_York, USMOB America/Chicago, USMSY America/Chicago, USNYC America/New_York,
USOAK America/Los_Angeles, USORF America/New_York, USPEF America/New_York, USPHL America/New_York,
USSAV America/New_York, USSEA America/Los_Angeles, USTIW America/Los_Angeles`;

const ZONES: ReadonlyMap<string, string> = new Map(
  `${COUNTRIES},${PLACES}`.split(",").map((line) => {
    const [code = "", zone = ""] = line.trim().split(" ");
    return [code, zone];
  }),
);

/** The time zone (IANA) of a place; `undefined` when it is unknown. */
export function placeZone({ locode }: Place): string | undefined {
  if (locode === undefined) return undefined;
  return ZONES.get(locode) ?? ZONES.get(locode.slice(0, 2));
}
