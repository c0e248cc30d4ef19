import { expect } from "chai";
import { readFileSync } from "node:fs";
import { judgeLock, type Lock, type LockedPackage, type Manifest } from "../assurance/supply-chain/judge-lock.ts";

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), "utf8")) as unknown;
const manifest = read("package.json") as Manifest;
const lock = read("package-lock.json") as Lock;

describe("the supply chain", () => {
  for (const { what, asked, broken } of judgeLock(manifest, lock)) {
    it(`has only ${what}`, () => {
      expect(asked).to.be.above(0);
      expect(broken).to.deep.equal([]);
    });
  }

  describe("of a manifest or lock that was tampered with", () => {
    const brokenBy = (change: Partial<Manifest>, packages: Readonly<Record<string, LockedPackage>> = {}) =>
      judgeLock({ ...manifest, ...change }, { packages: { ...lock.packages, ...packages } }).flatMap(
        ({ broken }) => broken,
      );
    const sound = { version: "1.0.0", integrity: "sha512-AA==", license: "MIT" };

    it("is found to have a range", () => {
      expect(brokenBy({ dependencies: { ...manifest.dependencies, ajv: "^8.20.0" } })).to.deep.equal(["ajv@^8.20.0"]);
    });

    const strangers: Readonly<Record<string, LockedPackage>> = {
      "a package from elsewhere": { ...sound, resolved: "git+https://elsewhere.example/x.git" },
      "a package without a digest": { version: "1.0.0", license: "MIT" },
      "a script that nobody named": { ...sound, hasInstallScript: true },
      "a licence that is not on the list": { ...sound, license: "AGPL-3.0" },
    };
    for (const [what, stranger] of Object.entries(strangers)) {
      it(`is found to have ${what}`, () => {
        expect(brokenBy({}, { "node_modules/stranger": stranger }).join()).to.include("stranger");
      });
    }

    it("is found to let scripts run that are not there", () => {
      expect(brokenBy({ allowScripts: { ...manifest.allowScripts, stranger: true } })).to.deep.equal(["stranger"]);
    });
  });
});
