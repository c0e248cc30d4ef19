#!/usr/bin/env node
// The command `portolan`, by npx in this clone or by npm link from anywhere: sets up the clone, then runs the command.
import { runUnderRuntime, setUp } from "./runtime.mjs";

setUp();
runUnderRuntime("scripts/portolan.ts", process.argv.slice(2));
