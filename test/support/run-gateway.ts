import { readConfig } from "../../src/config/config.ts";
import { startTestGateway } from "./stack.ts";

// A gateway in a process of its own, which a test can kill. Configured by the environment; tells its address, and ends
// with the test that started it.
process.once("disconnect", () => process.exit());
const gateway = await startTestGateway(readConfig());
gateway.stopped.catch(() => process.exit(1));
process.send?.({ url: gateway.url });
