import { Type, type Static } from "@sinclair/typebox";
import { Ajv } from "ajv";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { readJsonFile } from "../input/read-json-file.ts";

/** The number and the API key of each participant of a journey, by alias. */
const JourneyKeys = Type.Record(
  Type.String(),
  Type.Object({ participant: Type.Integer({ minimum: 1 }), apiKey: Type.String({ pattern: "^[\\x21-\\x7e]+$" }) }),
);

export type JourneyKeys = Static<typeof JourneyKeys>;

const validate = new Ajv().compile<JourneyKeys>(JourneyKeys);

/**
 * Reads a file such as the demonstration's `DATA_DIR/demo-keys.json`.
 *
 * @throws FileUnreadable, ArgumentInvalid
 */
export async function readJourneyKeys(path: string): Promise<JourneyKeys> {
  const document = await readJsonFile(path);
  if (validate(document)) return document;
  throw new PortolanError("ArgumentInvalid", {
    argument: "--keys-file",
    value: path,
    expected: 'an object such as {"carrier": {"participant": 1, "apiKey": "ptl_…"}}',
  });
}
