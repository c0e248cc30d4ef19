import { parseInstant } from "../encoding/instant.ts";
import type { JsonObject } from "../encoding/json.ts";
import { PortolanError } from "../errors/portolan-error.ts";
import { CLOCK_DRIFT } from "../rules/clock-drift.ts";

/**
 * Checks that the payload's event and service do not lie in the future, as far as clocks may differ.
 *
 * @param now Unix seconds.
 * @throws `PayloadTimeInFuture` with the JSON Pointer of the time.
 */
export function checkTimesOf(payload: JsonObject, now: number): void {
  requirePast(payload, "eventTime", now);
  checkServedBy(payload, now);
}

/** As {@link checkTimesOf}, of the service only: an event of an EPCIS document may be dated ahead, which its entry states. */
export function checkServedBy(payload: JsonObject, now: number): void {
  requirePast(payload, "portolan:servedAt", now);
}

/**
 * Checks that the time to respond does not end before the service, with which it begins.
 *
 * @throws `PayloadTimesReversed` with the JSON Pointers of both times.
 */
export function checkTermOf(payload: JsonObject): void {
  const servedAt = parseInstant(payload["portolan:servedAt"]);
  const respondBy = parseInstant(payload["portolan:respondBy"]);
  if (servedAt === undefined || respondBy === undefined || respondBy >= servedAt) return;
  throw new PortolanError("PayloadTimesReversed", {
    pointer: "/portolan:respondBy",
    begins: "/portolan:servedAt",
    expected: "a time at or after the service",
  });
}

function requirePast(payload: JsonObject, member: string, now: number): void {
  const time = parseInstant(payload[member]);
  if (time === undefined || time <= now + CLOCK_DRIFT) return;
  throw new PortolanError("PayloadTimeInFuture", {
    pointer: `/${member}`,
    expected: "a time that is not in the future",
  });
}
