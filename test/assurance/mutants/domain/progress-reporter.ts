import type { MutantResult } from "@stryker-mutator/api/core";
import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import type { MutationTestingPlanReadyEvent, Reporter } from "@stryker-mutator/api/report";

/** Number of mutants between two lines of progress. */
const INTERVAL = 100;

/** Reports the number of judged mutants, and each survivor immediately. */
class ProgressReporter implements Reporter {
  /** Receives the lines. The caller that starts Stryker sets it, because Stryker itself makes the reporter. */
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

/** Sends the reporter's lines to `say`. */
export function reportProgressTo(say: (text: string) => void): void {
  ProgressReporter.say = say;
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, "progress-lines", ProgressReporter)];
