import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Finding, Part } from "../part.ts";
import { judgeLock, type Lock, type Manifest } from "./judge-lock.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const SBOM = join(ROOT, "assurance-results", "sbom.cdx.json");
const MAX_OUTPUT = 64 * 2 ** 20;

/** The dependencies of the product, checked offline from package.json and package-lock.json. */
export const SUPPLY_CHAIN: Part = {
  promise:
    "Every dependency has an exact version, a digest, an accepted licence and a place in the bill of materials, and runs no other script",
  minutes: 1,
  async run(say) {
    const manifest = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as Manifest;
    const lock = JSON.parse(await readFile(join(ROOT, "package-lock.json"), "utf8")) as Lock;
    const findings = judgeLock(manifest, lock).map(({ what, asked, broken }): Finding => {
      return { what, count: asked, held: asked - broken.length, note: broken.join(", ") };
    });
    return [...findings, await writeBillOfMaterials(manifest, say)];
  },
};

async function writeBillOfMaterials(manifest: Manifest, say: (text: string) => void): Promise<Finding> {
  // With `--omit dev` npm also leaves out packages that are both shipped and used by a tool.
  const args = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"];
  const { stdout } = await promisify(execFile)("npm", args, { cwd: ROOT, maxBuffer: MAX_OUTPUT });
  const { components } = JSON.parse(stdout) as { components: { name: string; version: string }[] };
  await mkdir(join(SBOM, ".."), { recursive: true });
  await writeFile(SBOM, stdout);
  say(`${components.length} components, written to ${SBOM}`);
  const asked = Object.entries(manifest.dependencies);
  const listed = asked.filter(([name, version]) =>
    components.some((component) => component.name === name && component.version === version),
  );
  return {
    what: "production dependencies in the bill of materials (CycloneDX)",
    count: asked.length,
    held: listed.length,
    note: `${components.length} components in total`,
  };
}
