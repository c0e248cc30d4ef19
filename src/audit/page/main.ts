import { escapeHtml } from "../../domain/escape-html.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { JsonObject } from "../../domain/json.ts";
import { parseJson } from "../../domain/parse-json.ts";
import { EVIDENCE_LIMITS } from "../evidence/evidence.ts";
import { type EvidencePolicy, parseEvidencePolicy } from "../evidence/evidence-policy.ts";
import { readEvidence } from "../evidence/read-evidence.ts";
import { renderEvidence } from "../evidence/story/render-evidence.ts";
import { verifyEvidence } from "../evidence/verify-evidence.ts";
import { recoverAddress } from "./recover-address.ts";

const element = <Kind extends HTMLElement>(id: string): Kind => {
  const found = document.getElementById(id);
  if (found === null) throw new TypeError(`The page lacks the element ${id}.`);
  return found as Kind;
};

const drop = element("drop");
const result = element("result");
const file = element<HTMLInputElement>("file");
const policyFile = element<HTMLInputElement>("policy");
const ledger = element<HTMLInputElement>("ledger");
const block = element<HTMLInputElement>("block");

/** The file that is shown; kept, because what its reader knows may change. */
let chosen: File | undefined;

/** Verifies the chosen file under what the reader tells, and shows what follows. */
async function verify(): Promise<void> {
  const shown = chosen;
  if (shown === undefined) return;
  result.innerHTML = '<p class="lead">Verifying …</p>';
  // The browser paints before it computes.
  await new Promise((resolve) => setTimeout(resolve, 20));
  try {
    const policy = await readPolicy();
    const text = await readText(shown);
    const report = verifyEvidence(text, policy, recoverAddress);
    if (shown !== chosen) return;
    result.innerHTML = renderEvidence(report.facts === null ? undefined : readEvidence(text), report);
  } catch (error) {
    const text = PortolanError.is(error)
      ? `${error.message} ${error.remedy}`
      : `This browser cannot verify it: ${String(error)}`;
    result.innerHTML = `<p class="absent" role="alert">${escapeHtml(text)}</p>`;
  }
}

async function readPolicy(): Promise<EvidencePolicy> {
  const [given] = policyFile.files ?? [];
  const policy: JsonObject = given === undefined ? {} : (parseJson(await readText(given)) as JsonObject);
  const typed = Object.entries({ ledger: ledger.value.trim(), block: block.value.trim() }).filter(
    ([, value]) => value !== "",
  );
  return parseEvidencePolicy({ ...policy, ...Object.fromEntries(typed) });
}

async function readText(given: File): Promise<string> {
  if (given.size > EVIDENCE_LIMITS.characters) {
    throw new PortolanError("JsonTooLarge", { limit: EVIDENCE_LIMITS.characters });
  }
  return given.text();
}

file.addEventListener("change", () => {
  chosen = file.files?.[0];
  void verify();
});
for (const input of [policyFile, ledger, block]) input.addEventListener("change", () => void verify());
element("form").addEventListener("submit", (event) => event.preventDefault());
for (const event of ["dragenter", "dragover", "dragleave", "drop"] as const) {
  document.addEventListener(event, (dragged) => {
    dragged.preventDefault();
    drop.classList.toggle("over", event === "dragenter" || event === "dragover");
    if (event !== "drop") return;
    chosen = dragged.dataTransfer?.files[0] ?? chosen;
    void verify();
  });
}
