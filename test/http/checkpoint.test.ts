import { expect } from "chai";
import { startApi, type TestApi } from "./start-api.ts";

describe("GET /v1/checkpoint", () => {
  let api: TestApi;
  before(async () => {
    api = await startApi();
  });
  after(() => api.stop());

  describe("before any witness cosigned", () => {
    it("tells anybody what is followed, and that nobody vouches for it", async () => {
      const answer = await fetch(`${api.url}/v1/checkpoint`);
      expect(answer.status).to.equal(200);
      expect(await answer.json()).to.deep.equal({
        origin: `portolan/eip155:1/0x${"11".repeat(20)}`,
        followed: { height: 7, hash: `0x${"77".repeat(32)}`, recordedAt: 0 },
        cosigned: null,
      });
    });

    it("has no note to give", async () => {
      const answer = await fetch(`${api.url}/v1/checkpoint`, { headers: { Accept: "text/plain" } });
      expect(answer.status).to.equal(404);
      expect(await answer.json()).to.include({ code: "CheckpointNotCosigned" });
    });
  });
});
