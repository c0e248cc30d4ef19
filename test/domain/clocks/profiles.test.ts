import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runVectors } from "../../../src/domain/clocks/run-vectors.ts";
import { PortolanError } from "../../../src/domain/errors/portolan-error.ts";
import type { JsonValue } from "../../../src/domain/encoding/json.ts";
import { parseJson } from "../../../src/domain/encoding/parse-json.ts";
import { readProfile } from "../../../src/gateway/clocks/read-profile.ts";
import { errorOf } from "../../support/error-of.ts";

const FOLDER = join(import.meta.dirname, "..", "..", "..", "src", "domain", "clocks", "profiles");
const FILES = readdirSync(FOLDER).sort();
const textOf = (file: string) => readFileSync(join(FOLDER, file), "utf8");
const documentOf = (file: string) => parseJson(textOf(file));

describe("The shipped profiles", () => {
  it("the statutes of five jurisdictions and two drafts are shipped", () => {
    expect(FILES).to.deep.equal(
      [
        "au-customs-act",
        "br-customs",
        "ch-customs",
        "eu-ucc",
        "in-customs-act",
        "uk-cema-sch3",
        "us-cafra",
        "us-title19",
      ].map((id) => `${id}.json`),
    );
  });

  for (const file of FILES) {
    const { profile, signer, vectors } = readProfile(documentOf(file));

    it(`${file} is named by its id, is unsigned, and only the Swiss and Brazilian profiles are drafts`, () => {
      expect(`${profile.id}.json`).to.equal(file);
      expect(signer).to.equal(null);
      expect(profile.draft).to.equal(["CH", "BR"].includes(profile.jurisdiction));
    });

    for (const { vector, problem } of vectors)
      it(`${profile.id} reproduces its vector: ${vector.name}`, () => {
        expect(problem).to.equal(null);
      });
  }

  it("the month rule of the other Indian case, 15 April to 15 October, is one word of the profile", () => {
    const { profile } = readProfile(documentOf("in-customs-act.json"));
    const rules = profile.rules.map((rule) =>
      rule.length?.unit === "months" ? { ...rule, length: { ...rule.length, monthRule: "sameDay" as const } } : rule,
    );
    const vector = {
      name: "seized on 15 April",
      events: [{ type: "seized", at: "2013-04-15" }],
      now: "2013-05-01",
      rule: "showCause",
      expect: { state: "running", due: "2013-10-15" },
      source: "the other case",
    } as const;
    expect(runVectors({ ...profile, rules, vectors: [vector] })).to.deep.equal([{ vector, problem: null }]);
    expect(runVectors({ ...profile, vectors: [vector] })[0]?.problem).to.include("2013-10-14");
  });

  it("no shipped file holds a quotation of a statute longer than a phrase", () => {
    for (const file of FILES)
      for (const [, text = ""] of textOf(file).matchAll(/"((?:[^"\\]|\\.)*)"/g))
        expect(text.length, text).to.be.below(300);
  });
});

describe("A profile of a file", () => {
  /** The profile of Title 19 with a change. */
  const changed = (from: string | RegExp, to: string): JsonValue => {
    const text = textOf("us-title19.json");
    const altered = text.replace(from, to);
    expect(altered).to.not.equal(text);
    return parseJson(altered);
  };
  const refusal = async (document: JsonValue): Promise<PortolanError> => {
    const error = await errorOf(() => readProfile(document));
    if (!PortolanError.is(error)) throw error;
    return error;
  };

  it("a profile with a failing vector is refused, and the vector is named", async () => {
    const error = await refusal(changed('"due": "1998-04-16"', '"due": "1998-04-17"'));
    expect(error.code).to.equal("ProfileVectorFailed");
    expect(error.message).to.include("1998-04-16 instead of 1998-04-17");
  });

  it("a profile whose vector expects another state is refused", async () => {
    const error = await refusal(changed('"state": "exempt"', '"state": "lapsed"'));
    expect(error.message).to.include("exempt instead of lapsed");
  });

  it("a profile whose rule was changed fails its vectors", async () => {
    const error = await refusal(changed(/"count": 30/, '"count": 31'));
    expect(error.code).to.equal("ProfileVectorFailed");
  });

  const wrong: Readonly<Record<string, readonly [string | RegExp, string]>> = {
    "another format": ['"format": 1', '"format": 2'],
    "an unknown member": ['"version": 1', '"version": 1, "colour": "red"'],
    "an unknown event": ['"event": "goodsPresented"', '"event": "goodsArrived"'],
    "an unknown zone": ["America/New_York", "America/New_Amsterdam"],
    "a place with an unknown calendar": ['"calendar": "federal"', '"calendar": "state"'],
    "a place without a needed calendar": ['"calendar": "federal"', '"calendar": null'],
    "a holiday that does not exist": ["2019-01-01", "2019-02-30"],
    "a holiday twice": ["2019-01-21", "2019-01-01"],
    "a holiday outside the years": ["2019-01-01", "2018-01-01"],
    "a lapse of no earlier rule": ['"lapseOf": "detentionDecision"', '"lapseOf": "finalDecision"'],
    "two rules of one code": ['"code": "penaltyPetition"', '"code": "petition"'],
    "a deadline without a length": [/"length": \{[^}]*\}/, '"length": null'],
    "a recording of an event that no rule has": ['"event": "detained", "kind"', '"event": "heard", "kind"'],
    "a recording by a kind that is not about a case": ['"kind": "Inspect"', '"kind": "Offer"'],
    "a recording after the end of the case": [
      '"kind": "Contest", "after": "Seize"',
      '"kind": "Contest", "after": "Release"',
    ],
    "a hearing of another kind": ['"kind": "Inspect"', '"kind": "Inspect", "hearing": "heard"'],
    "a recording twice": ['"event": "detained", "kind": "Hold"', '"event": "seized", "kind": "Seize"'],
    "an effect of a bar": [/("kind": "bar"[^]*?"onLapse": )"none"/, '$1"deemedDenied"'],
  };
  for (const [what, [from, to]] of Object.entries(wrong))
    it(`a profile with ${what} is refused`, async () => {
      expect((await refusal(changed(from, to))).code).to.equal("ProfileInvalid");
    });

  it("a rule without a vector is refused", async () => {
    const error = await refusal(changed(/"rule": "seizureNotice"/, '"rule": "petition"'));
    expect(error.message).to.include("the rule seizureNotice has no vector");
  });
});
