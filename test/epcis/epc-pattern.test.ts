import { expect } from "chai";

import { parseEpcMatch } from "../../src/epcis/query/epc-pattern.ts";

const BASE = "https://id.gs1.org/";

describe("A pattern of EPCs", () => {
  const MATCHED: readonly (readonly [pattern: string, identifier: string, another: string])[] = [
    ["urn:epc:idpat:sgtin:4012345.011111.*", "01/04012345111118/21/A", "01/04012345111125/21/A"],
    ["urn:epc:idpat:upui:4012345.011111.*", "01/04012345111118/235/A", "01/04012345111118/21/A"],
    ["urn:epc:idpat:itip:4012345.*.*.*.*", "8006/040123451111180102/21/7", "8006/040123441111190102/21/7"],
    ["urn:epc:idpat:itip:4012345.011111.*.*.*", "8006/040123451111180102/21/7", "8006/040123451111180102"],
    ["urn:epc:idpat:itip:4012345.011111.01.*.*", "8006/040123451111180102/21/7", "8006/040123451111180202/21/7"],
    ["urn:epc:idpat:itip:4012345.011111.01.02.*", "8006/040123451111180102/21/7", "8006/040123451111180103/21/7"],
    ["urn:epc:idpat:cpi:4012345.*.*", "8010/4012345AB12/8011/7", "8010/4012345AB12"],
    ["urn:epc:idpat:cpi:4012345.A%2f1.*", "8010/4012345A%2F1/8011/7", "8010/4012345A%2F12/8011/7"],
    ["urn:epc:idpat:grai:4012345.99999.*", "8003/04012345999990A7", "8003/04012345999983A7"],
    ["urn:epc:idpat:sgcn:4012345.99999.*", "255/401234599999044", "255/401234522222744"],
  ];
  for (const [pattern, identifier, another] of MATCHED)
    it(`the pattern ${pattern} matches ${identifier} and not ${another}`, () => {
      expect([identifier, another].map((path) => matches(pattern, BASE + path))).to.deep.equal([true, false]);
    });

  for (const pattern of [
    "urn:epc:idpat:sgtin:4012345.011111.A.*",
    "urn:epc:idpat:itip:4012345.011111.1.*.*",
    "urn:epc:idpat:itip:4012345.011111.*.02.*",
    "urn:epc:idpat:cpi:4012345.A_1.*",
  ])
    it(`the pattern ${pattern} is refused`, () => expect(parseEpcMatch(pattern, "instance")).to.equal(undefined));

  for (const [pattern, path] of [
    ["urn:epc:idpat:itip:4012345.012345.01.02.*", "8006/040123451234560102"],
    ["urn:epc:idpat:grai:4012345.99999.*", "8003/04012345999990"],
    ["urn:epc:idpat:cpi:4012345.AB12.*", "8010/4012345AB12"],
  ] as const)
    it(`the pattern ${pattern} matches the name of a class in a query for classes`, () => {
      expect(parseEpcMatch(pattern, "class")).to.deep.equal({ uri: BASE + path });
    });
});

function matches(pattern: string, uri: string): boolean {
  const match = parseEpcMatch(pattern, "instance");
  if (match === undefined || "uri" in match) return expect.fail("expected patterns");
  return match.patterns.some(
    ({ prefix, infix = "" }) => uri.startsWith(prefix) && uri.slice(prefix.length).includes(infix),
  );
}
