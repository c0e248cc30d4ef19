import { SETTINGS, type SettingName } from "../config/settings.ts";

/** Renders the help for these environment variables, or for all variables without an argument. */
export function settingsHelp(...names: readonly SettingName[]): string {
  const shown = Object.entries(SETTINGS).filter(([name]) => names.length === 0 || names.some((one) => one === name));
  const width = Math.max(...shown.map(([name]) => name.length));
  const lines = shown.map(([name, { meaning, expects, fallback }]) => {
    return `  ${name.padEnd(width)}  ${meaning};\n  ${" ".repeat(width)}  ${expects} (default: ${fallback})`;
  });
  return ["Settings, from the environment:", ...lines].join("\n");
}
