import { readFile } from "./read-file.ts";
import { renderVerification } from "./render-verification.ts";

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
const cooperation = element<HTMLInputElement>("cooperation");
const block = element<HTMLInputElement>("block");

/** The chosen file, kept to verify it again under changed facts. */
let chosen: File | undefined;

/** Verifies the chosen file under the reader's facts, and shows the result. */
async function verify(): Promise<void> {
  const shown = chosen;
  if (shown === undefined) return;
  result.innerHTML = '<p class="lead">Verifying …</p>';
  // Lets the browser show the text before the computation blocks it.
  await new Promise((resolve) => setTimeout(resolve, 20));
  const [given] = policyFile.files ?? [];
  const trusted = {
    policy: given && (await readFile(given)),
    ledger: ledger.value,
    cooperation: cooperation.value,
    block: block.value,
  };
  const html = renderVerification(await readFile(shown), trusted);
  if (shown === chosen) result.innerHTML = html;
}

file.addEventListener("change", () => {
  chosen = file.files?.[0];
  void verify();
});
for (const input of [policyFile, ledger, cooperation, block]) input.addEventListener("change", () => void verify());
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
