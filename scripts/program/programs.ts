/** The programs that users run, and their entry files. */
export const PROGRAMS = {
  portolan: "scripts/portolan.ts",
  start: "scripts/start.ts",
  consortium: "scripts/consortium.ts",
} as const;
