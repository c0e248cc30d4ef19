import { runAll } from "./checks/run-all.ts";
import { STATIC_CHECKS, TIDINESS_CHECKS } from "./checks/static-checks.ts";

// npm run check: all that must hold before a change is proposed.
process.exitCode = await runAll([...TIDINESS_CHECKS, ...STATIC_CHECKS], []);
