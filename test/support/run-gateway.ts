import { flushCompileCache } from "node:module";
import { readConfig } from "../../src/config/config.ts";
import { startTestGateway } from "./test-gateway.ts";

// A gateway in a separate process, which a test can kill. The environment configures it. It sends its address to the
// test, and ends with the test's process.
process.once("disconnect", () => process.exit());
const gateway = await startTestGateway(readConfig());
gateway.stopped.catch(() => process.exit(1));
// A process that is killed would not write what it compiled.
flushCompileCache();
process.send?.({ url: gateway.url });
