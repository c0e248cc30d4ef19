import { expect } from "chai";
import { InvalidArgumentError } from "commander";
import { parseTime } from "../../../src/cli/input/option-values.ts";

describe("A time on the command line", () => {
  const read: [text: string, iso: string][] = [
    ["2026-03-02", "2026-03-02T00:00:00Z"],
    ["2024-02-29", "2024-02-29T00:00:00Z"],
    ["2026-03-02T14:05", "2026-03-02T14:05:00Z"],
    ["2026-03-02T14:05Z", "2026-03-02T14:05:00Z"],
    ["2026-03-02T14:05:09", "2026-03-02T14:05:09Z"],
    ["2026-03-02T14:05:09.5+01:00", "2026-03-02T13:05:09Z"],
    ["2026-03-02T14:05-02:30", "2026-03-02T16:35:00Z"],
  ];
  for (const [text, iso] of read)
    it(`the time ${text} is read as ${iso}`, () => expect(parseTime(text)).to.equal(Date.parse(iso) / 1000));

  const lastDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  it("a time may be on the last day of each month, and on no later day", () => {
    for (const [index, days] of lastDays.entries()) {
      const month = `2025-${String(index + 1).padStart(2, "0")}`;
      expect(parseTime(`${month}-${days}`)).to.equal(Date.UTC(2025, index, days) / 1000);
      for (let day = days + 1; day <= 32; day++)
        expect(() => parseTime(`${month}-${day}T10:00:00Z`), `${month}-${day}`).to.throw(InvalidArgumentError);
    }
  });

  for (const text of [
    "2026-02-30",
    "2100-02-29",
    "2026-00-10",
    "2026-13-01",
    "2026-01-01T24:00",
    "2026-01-01T23:60",
    "2026-06-30T23:59:60Z",
    "2026-01-01T10:00+24:00",
    "2026-01-01 10:00",
    "2026-1-1",
    "02/03/2026",
    "tuesday",
    "2026-01-01Z",
    "",
  ])
    it(`the time ${JSON.stringify(text)} is refused`, () =>
      expect(() => parseTime(text)).to.throw(InvalidArgumentError));
});
