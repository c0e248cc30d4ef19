import { expect } from "chai";
import { RETRY_DELAYS_MS, retryDelay } from "../../../src/gateway/notify/dispatcher.ts";

describe("The delay before the next attempt", () => {
  it("a retry waits a whole number of milliseconds, at most a fifth more or less than planned", () => {
    for (const [attempts, planned] of RETRY_DELAYS_MS.entries()) {
      const delay = retryDelay(attempts, RETRY_DELAYS_MS);
      expect(Number.isSafeInteger(delay)).to.equal(true);
      expect(delay).to.be.within(planned * 0.8 - 1, planned * 1.2 + 1);
    }
  });

  it("no retry follows the last delay", () => {
    expect(retryDelay(RETRY_DELAYS_MS.length, RETRY_DELAYS_MS)).to.equal(undefined);
  });
});
