#!/usr/bin/env node
// The command `portolan`, started with npx in this clone or after `npm link`. Sets up the clone and runs the command.
import { runUnderRuntime, setUp } from "./runtime.mjs";

setUp();
runUnderRuntime("dist/program/portolan.js", process.argv.slice(2));
