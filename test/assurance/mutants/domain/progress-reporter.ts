import type { MutantResult } from "@stryker-mutator/api/core";
import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import type { MutationTestingPlanReadyEvent, Reporter } from "@stryker-mutator/api/report";

/** After so many mutants it is told how far they are. */
const INTERVAL = 100;

/** Tells how many mutants were judged, and at once of each that nothing noticed. */
class ProgressReporter implements Reporter {
  /** Hears of it; set by whoever starts Stryker, which makes the reporter itself. */
  static say: (text: string) => void = () => undefined;

  #planned = 0;
  #judged = 0;

  onMutationTestingPlanReady({ mutantPlans }: MutationTestingPlanReadyEvent): void {
    this.#planned = mutantPlans.length;
  }

  onMutantTested({ fileName, location, mutatorName, replacement, status }: Readonly<MutantResult>): void {
    this.#judged += 1;
    if (status === "Survived" || status === "NoCoverage") {
      ProgressReporter.say(`survived  ${fileName}:${location.start.line} (${mutatorName}): ${replacement}`);
    }
    if (this.#judged % INTERVAL === 0) ProgressReporter.say(`${this.#judged} of ${this.#planned}`);
  }
}

/** Has the reporter tell `say`. */
export function tellProgress(say: (text: string) => void): void {
  ProgressReporter.say = say;
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, "told-progress", ProgressReporter)];
