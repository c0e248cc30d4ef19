import { expect } from "chai";
import { startApi, type TestApi } from "./start-api.ts";

describe("GET /v1/checkpoint", () => {
  let api: TestApi;
  before(async () => {
    api = await startApi();
  });
  after(() => api.stop());

  describe("before the first cosignature", () => {
    it("GET /v1/checkpoint shows every caller the followed block, without cosignatures", async () => {
      const answer = await fetch(`${api.url}/v1/checkpoint`);
      expect(answer.status).to.equal(200);
      expect(await answer.json()).to.deep.equal({
        origin: `portolan/eip155:1/0x${"11".repeat(20)}`,
        followed: { height: 7, hash: `0x${"77".repeat(32)}`, recordedAt: 0 },
        cosigned: null,
      });
    });

    it("GET /v1/checkpoint refuses the note while no witness has cosigned", async () => {
      const answer = await fetch(`${api.url}/v1/checkpoint`, { headers: { Accept: "text/plain" } });
      expect(answer.status).to.equal(404);
      expect(await answer.json()).to.include({ code: "CheckpointNotCosigned" });
    });
  });
});
