import { expect } from "chai";
import { parseInstant } from "../../../src/domain/encoding/instant.ts";

describe("An instant", () => {
  const read: [text: string, seconds: number][] = [
    ["1970-01-01T00:00:00Z", 0],
    ["1969-12-31T23:59:59.5Z", -1],
    ["2024-02-29T23:59:59.999Z", 1_709_251_199],
    ["2025-09-22T11:20:00+02:00", 1_758_532_800],
    ["2025-09-22T11:20:00-02:30", 1_758_549_000],
  ];
  for (const [text, seconds] of read) {
    it(`the instant ${text} is ${seconds} s`, () => expect(parseInstant(text)).to.equal(seconds));
  }

  const none: unknown[] = [
    "2025-09-22",
    "2025-09-22T11:20:00",
    "2025-02-29T00:00:00Z",
    "2026-02-30T10:00:00Z",
    "2026-04-31T10:00:00Z",
    "2100-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-10T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "2026-06-30T23:59:60Z",
    "2026-01-01T00:00:00+14:01",
    "2026-01-01T00:00:00+01:60",
    "2025-09-22T11:60:00Z",
    "2025-09-22T24:00:00Z",
    "+002025-09-22T11:20:00Z",
    "2025-09-22T11:20:00Z\0",
    1_758_540_000,
    new Date(0),
  ];
  for (const value of none) {
    it(`${JSON.stringify(value)} (${typeof value}) is not an instant`, () =>
      expect(parseInstant(value)).to.equal(undefined));
  }
});
