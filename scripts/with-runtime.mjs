// node scripts/with-runtime.mjs [FILE ARGS…]: sets up this clone, then runs a TypeScript file or a bundled program of it.
import { runUnderRuntime, setUp } from "./runtime.mjs";

const [file, ...args] = process.argv.slice(2);
setUp();
if (file !== undefined) runUnderRuntime(file, args);
