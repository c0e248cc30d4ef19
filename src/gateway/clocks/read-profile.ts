import type { TSchema } from "@sinclair/typebox";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { CaseEventsSchema, ProfileSchema, SignedProfileSchema } from "../../api/profile.ts";
import type { Shape } from "../../api/shape.ts";
import type { Profile, WrittenEvent } from "../../domain/clocks/profile.ts";
import { profileProblems } from "../../domain/clocks/profile-problems.ts";
import { runVectors, type VectorResult } from "../../domain/clocks/run-vectors.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/encoding/json.ts";
import type { Bytes32, Hex, ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { reasonOf } from "../../domain/errors/reason-of.ts";
import { recoverAddress } from "../../keys/recover-address.ts";
import { profileDigest, profileStatementHash } from "../../ledger/profile-statement.ts";

/** Problems that an error lists at most. */
const LISTED = 10;

const ajv = new Ajv2020({ strict: true });
const readShape = shapeReader(ProfileSchema, (problem, value) => invalid(value, [problem]));
const readEvents = shapeReader(
  CaseEventsSchema,
  (problem) => new PortolanError("ClockEventInvalid", { event: "file", problem }),
);
const readSigned = shapeReader(SignedProfileSchema, (problem, value) =>
  invalid(isJsonObject(value) ? value["profile"] : null, [problem]),
);

/** Who signed a profile, by the signature only: the registry says whether the key is the participant's. */
export interface ProfileSigner {
  readonly author: ParticipantId;
  readonly address: Hex;
  /** Unix seconds. */
  readonly signedAt: number;
  readonly chainId: number;
  readonly ledger: Hex;
}

/** A profile that passed every check. */
export interface CheckedProfile {
  readonly profile: Profile;
  readonly digest: Bytes32;
  /** Null for an unsigned profile. */
  readonly signer: ProfileSigner | null;
  readonly vectors: readonly VectorResult[];
}

/**
 * Reads a profile, signed or unsigned: its form, its references, its signature and its own vectors.
 *
 * @throws ProfileInvalid, ProfileSignatureInvalid, ProfileVectorFailed
 */
export function readProfile(document: JsonValue): CheckedProfile {
  const isEnvelope = isJsonObject(document) && "profile" in document;
  const written = isEnvelope ? document["profile"] : document;
  const profile: Profile = readShape(written ?? null);
  const digest = profileDigest(written ?? null);
  const signer = isEnvelope ? readSigner(document, profile, digest) : null;
  const problems = profileProblems(profile);
  if (problems.length > 0) throw invalid(profile, problems);
  const vectors = runVectors(profile);
  const failed = vectors.filter(({ problem }) => problem !== null);
  if (failed.length > 0)
    throw new PortolanError("ProfileVectorFailed", {
      profile: profile.id,
      vectors: failed.slice(0, LISTED).map(({ vector, problem }) => `${vector.name} (${problem})`),
    });
  return { profile, digest, signer, vectors };
}

/** Reads the events of a case from a file. @throws ClockEventInvalid for another form. */
export function readCaseEvents(document: JsonValue): readonly WrittenEvent[] {
  return readEvents(document).events;
}

function readSigner(document: JsonObject, { id }: Profile, digest: Bytes32): ProfileSigner {
  const { chainId, ledger, statement, signature } = readSigned(document).signature;
  const bad = (problem: string) => new PortolanError("ProfileSignatureInvalid", { profile: id, problem });
  if (statement.digest !== digest) throw bad("it is over another profile");
  try {
    const address = recoverAddress(profileStatementHash(statement, { chainId, ledger }), signature);
    return { author: statement.author, address, signedAt: statement.signedAt, chainId, ledger };
  } catch (error) {
    throw PortolanError.is(error) ? bad(reasonOf(error)) : error;
  }
}

function shapeReader<Schema extends TSchema>(schema: Schema, fail: (problem: string, value: JsonValue) => Error) {
  // Compiled when it is first used, as every command loads this file.
  let validate: ValidateFunction | undefined;
  return (value: JsonValue): Shape<Schema> => {
    validate ??= ajv.compile(schema);
    if (validate(value)) return value as Shape<Schema>;
    throw fail(describe(validate.errors), value);
  };
}

/** The problem that lies deepest in the document: of a union it is in the branch that fits best. */
function describe(errors: readonly ErrorObject[] | null | undefined): string {
  const [deepest] = [...(errors ?? [])].sort((a, b) => b.instancePath.length - a.instancePath.length);
  const { additionalProperty, allowedValues }: Readonly<Record<string, unknown>> = deepest?.params ?? {};
  const named = typeof additionalProperty === "string" ? ` (${additionalProperty.slice(0, 100)})` : "";
  const allowed = Array.isArray(allowedValues) ? ` (${allowedValues.join(", ").slice(0, 500)})` : "";
  return `${deepest?.instancePath.slice(0, 200) || "/"} ${deepest?.message}${named}${allowed}`;
}

function invalid(written: unknown, problems: readonly string[]): PortolanError {
  const id = isJsonObject(written) && typeof written["id"] === "string" ? written["id"].slice(0, 50) : "without an id";
  return new PortolanError("ProfileInvalid", { profile: id, problems: problems.slice(0, LISTED) });
}
