import { expect } from "chai";
import { readFileSync } from "node:fs";
import { judgeLock, type Lock, type LockedPackage, type Manifest } from "../assurance/supply-chain/judge-lock.ts";

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), "utf8")) as unknown;
const manifest = read("package.json") as Manifest;
const lock = read("package-lock.json") as Lock;

describe("The supply chain", () => {
  for (const { what, asked, broken } of judgeLock(manifest, lock)) {
    it(`the manifest and lock pass the check: ${what}`, () => {
      expect(asked).to.be.above(0);
      expect(broken).to.deep.equal([]);
    });
  }

  describe("A changed manifest or lock", () => {
    const brokenBy = (change: Partial<Manifest>, packages: Readonly<Record<string, LockedPackage>> = {}) =>
      judgeLock({ ...manifest, ...change }, { packages: { ...lock.packages, ...packages } }).flatMap(
        ({ broken }) => broken,
      );
    const sound = { version: "1.0.0", integrity: "sha512-AA==", license: "MIT" };

    it("a range of versions is found", () => {
      expect(brokenBy({ dependencies: { ...manifest.dependencies, ajv: "^8.20.0" } })).to.deep.equal(["ajv@^8.20.0"]);
    });

    it("another package under the name of a required one is found", () => {
      const ajv = "npm:ajv-lookalike@8.20.0";
      expect(brokenBy({ dependencies: { ...manifest.dependencies, ajv } })).to.deep.equal([`ajv@${ajv}`]);
    });

    const strangers: Readonly<Record<string, LockedPackage>> = {
      "a package from another registry": { ...sound, resolved: "git+https://elsewhere.example/x.git" },
      "a package without a digest": { version: "1.0.0", license: "MIT" },
      "an install script that is not named": { ...sound, hasInstallScript: true },
      "a licence that is not listed": { ...sound, license: "AGPL-3.0" },
    };
    for (const [what, stranger] of Object.entries(strangers)) {
      it(`${what} is found`, () => {
        expect(brokenBy({}, { "node_modules/stranger": stranger }).join()).to.include("stranger");
      });
    }

    it("an allowed script of a missing package is found", () => {
      expect(brokenBy({ allowScripts: { ...manifest.allowScripts, stranger: true } })).to.deep.equal(["stranger"]);
    });
  });
});
