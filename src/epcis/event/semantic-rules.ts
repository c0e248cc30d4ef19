import type { JsonObject } from "../../domain/encoding/json.ts";
import {
  QUANTITY_ROLES,
  type EpcRole,
  type EventContent,
  type QuantityRole,
  type SensorElement,
  type SensorMembers,
} from "./event-content.ts";
import { isEventType, type EventType } from "./event-types.ts";
import { parseInstantMs } from "../../domain/encoding/instant.ts";
import type { Violation } from "./violation.ts";

type Rule = (content: EventContent, event: JsonObject) => Violation | undefined | Violation[];

/** Whether an event has an EPC or a quantity in one of these members. */
function names({ epcs, quantities }: EventContent, ...roles: (EpcRole | QuantityRole)[]): boolean {
  return epcs.some(({ role }) => roles.includes(role)) || quantities.some(({ role }) => roles.includes(role));
}

const violation = (pointer: string, reason: string): Violation => ({ pointer, reason });

const RULES_OF_TYPE: Readonly<Record<EventType, readonly Rule[]>> = {
  ObjectEvent: [
    (content) =>
      names(content, "epcList", "quantityList") || (content.sensors.length > 0 && content.readPoint !== undefined)
        ? undefined
        : violation("", "must name something in epcList or quantityList, or have a sensorElementList and a readPoint"),
    (content, event) =>
      event["ilmd"] !== undefined && content.action !== "ADD"
        ? violation("/ilmd", "is permitted only with action ADD, which creates the instances or lots")
        : undefined,
  ],
  AggregationEvent: [requireParent, requireChildren],
  AssociationEvent: [requireChildren],
  TransactionEvent: [
    (content) =>
      content.action === "DELETE" || names(content, "epcList", "quantityList")
        ? undefined
        : violation("", "must name something in epcList or quantityList unless its action is DELETE"),
  ],
  TransformationEvent: [
    (content) => {
      const inputs = names(content, "inputEPCList", "inputQuantityList");
      const outputs = names(content, "outputEPCList", "outputQuantityList");
      if (inputs && outputs) return undefined;
      if (content.transformationID === undefined) {
        return violation(
          "",
          "must have inputs and outputs, or a transformationID that links it to the event with the others",
        );
      }
      return inputs || outputs ? undefined : violation("", "must have inputs or outputs");
    },
  ],
};

function requireParent(content: EventContent): Violation | undefined {
  return content.action === "OBSERVE" || names(content, "parentID")
    ? undefined
    : violation("/parentID", "is missing: only action OBSERVE permits that");
}

function requireChildren(content: EventContent): Violation | undefined {
  return content.action === "DELETE" || names(content, "childEPCs", "childQuantityList")
    ? undefined
    : violation("", "must name something in childEPCs or childQuantityList unless its action is DELETE");
}

/** Members that describe the device, either in sensorMetadata for the whole element or in single reports. */
const DEVICE_MEMBERS = ["deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules"];

const RULES_OF_ALL: readonly Rule[] = [
  ({ epcs }) => {
    const parent = epcs.find(({ role }) => role === "parentID")?.epc;
    const index = epcs.filter(({ role }) => role === "childEPCs").findIndex(({ epc }) => epc === parent);
    return index < 0 ? undefined : violation(`/childEPCs/${index}`, "is its own parent");
  },
  (content) => quantities(content),
  ({ persistentDisposition }) => {
    const unset = new Set(persistentDisposition?.unset);
    const both = persistentDisposition?.set.find((term) => unset.has(term));
    return both === undefined ? undefined : violation("/persistentDisposition", `both sets and unsets ${both}`);
  },
  ({ errorDeclaration, eventID }) =>
    errorDeclaration?.correctiveEventIDs.includes(eventID)
      ? violation("/errorDeclaration/correctiveEventIDs", "names the event itself")
      : undefined,
  ({ sensors }) => sensors.flatMap((sensor, index) => sensorViolations(sensor, `/sensorElementList/${index}`)),
];

/** Checks the rules of the standard that concern several members of an event, which a schema cannot express. */
export function semanticViolations(content: EventContent, event: JsonObject): Violation[] {
  const ofType = isEventType(content.type) ? RULES_OF_TYPE[content.type] : [];
  return [...ofType, ...RULES_OF_ALL].flatMap((rule) => rule(content, event) ?? []);
}

function quantities(content: EventContent): Violation[] {
  return QUANTITY_ROLES.flatMap((list) => {
    const elements = content.quantities.filter(({ role }) => role === list);
    return elements.flatMap(({ quantity, uom }, index) => {
      const at = `/${list}/${index}`;
      if (quantity === undefined) {
        return uom === undefined ? [] : [violation(`${at}/uom`, "is the unit of a quantity that is missing")];
      }
      return quantity < 0 ? [violation(`${at}/quantity`, "must not be negative")] : [];
    });
  });
}

/** Remarks on members that are there twice and equal: the standard wants one of them, and its own samples have both. */
export function semanticWarnings({ sensors }: EventContent): Violation[] {
  return sensors.flatMap(({ metadata, reports }, element) =>
    reports.flatMap((report, index) =>
      deviceMembersOf(metadata, report)
        .filter((member) => metadata[member] === report[member])
        .map((member) =>
          violation(`/sensorElementList/${element}/sensorReport/${index}/${member}`, "repeats sensorMetadata"),
        ),
    ),
  );
}

function deviceMembersOf(metadata: SensorMembers, report: SensorMembers): string[] {
  return DEVICE_MEMBERS.filter((member) => metadata[member] !== undefined && report[member] !== undefined);
}

function sensorViolations({ metadata, reports }: SensorElement, pointer: string): Violation[] {
  const { startTime, endTime } = metadata;
  const backwards =
    typeof startTime === "string" &&
    typeof endTime === "string" &&
    (parseInstantMs(startTime) ?? 0) > (parseInstantMs(endTime) ?? 0);
  const violations = backwards ? [violation(`${pointer}/sensorMetadata/endTime`, "is before the startTime")] : [];
  reports.forEach((report, index) => {
    const at = `${pointer}/sensorReport/${index}`;
    for (const member of deviceMembersOf(metadata, report)) {
      if (metadata[member] !== report[member]) {
        violations.push(violation(`${at}/${member}`, "contradicts sensorMetadata, which is about all reports"));
      }
    }
    const { minValue, maxValue } = report;
    if (typeof minValue === "number" && typeof maxValue === "number" && minValue > maxValue) {
      violations.push(violation(`${at}/maxValue`, "is below the minValue"));
    }
  });
  return violations;
}
