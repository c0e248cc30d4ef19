import { computeAddress, concat, encodeRlp, keccak256, SigningKey, toBeArray, toBeHex } from "ethers";
import type { SealScheme } from "../../../src/audit/finality/sealed-extra-data.ts";
import { decodeHeader } from "../../../src/audit/proof/sealed-header.ts";
import type { Hex } from "../../../src/domain/entry.ts";

export const bytes = (hex: string) => Buffer.from(hex.slice(2), "hex");

/** Keys of validators. */
export const KEYS = Array.from({ length: 7 }, (_, index) => new SigningKey(keccak256(Uint8Array.of(index))));
export const STRANGER = new SigningKey(keccak256("0x5747"));
export const addressOf = (key: SigningKey) => computeAddress(key.publicKey).toLowerCase() as Hex;

export interface Sealed {
  readonly scheme: SealScheme;
  readonly round?: number;
  readonly validators?: readonly SigningKey[];
  readonly sealers: readonly SigningKey[];
  readonly vote?: Hex;
  /** Round that the seals sign, when it differs from the header's. */
  readonly sealedRound?: number;
  /** One digit of the state root, which distinguishes blocks of one height. */
  readonly state?: string;
}

/** A header with seals made by ethers, independent of the code under test. */
export function seal({
  scheme,
  round = 0,
  validators = KEYS.slice(0, 4),
  sealers,
  vote,
  sealedRound = round,
  state,
}: Sealed) {
  const header = (extraData: string) => headerRlp(extraData, state);
  const start = [`0x${"00".repeat(32)}`, validators.map(addressOf), votes(scheme, vote)];
  const rounded = (number: number) => (scheme === "ibft2" ? toBeHex(number, 4) : toBeArray(number));
  const digest = keccak256(header(encodeRlp([...start, rounded(sealedRound), ...(scheme === "qbft" ? [[]] : [])])));
  const seals = sealers.map((key) => {
    const { r, s, yParity } = key.sign(digest);
    return concat([r, s, Uint8Array.of(yParity)]);
  });
  const sealed = header(encodeRlp([...start, rounded(round), seals]));
  return {
    rlp: sealed as Hex,
    header: decodeHeader(bytes(sealed)),
    hash: keccak256(header(encodeRlp(scheme === "qbft" ? [...start, "0x", []] : start))) as Hex,
  };
}

function votes(scheme: SealScheme, candidate: Hex | undefined) {
  if (candidate !== undefined) return [candidate, "0xff"];
  return scheme === "qbft" ? [] : "0x";
}

export function headerRlp(extraData: string, state = "4"): string {
  const word = (digit: string) => `0x${digit.repeat(64)}`;
  return encodeRlp([
    word("1"),
    word("2"),
    `0x${"3".repeat(40)}`,
    word(state),
    word("5"),
    word("6"),
    `0x${"00".repeat(256)}`,
    "0x01",
    "0x10",
    "0x47b760",
    "0x",
    "0x6640618b",
    extraData,
    "0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365",
    `0x${"00".repeat(8)}`,
    "0x",
  ]);
}
