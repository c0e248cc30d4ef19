import { hexlify, JsonRpcProvider, Wallet } from "ethers";
import type { Bytes32, Hex, ParticipantId } from "../../src/domain/entry.ts";
import { MemberDirectory__factory } from "../../types/factories/MemberDirectory__factory.ts";
import { announcementOf } from "./directory-vectors.ts";
import { eventually } from "./eventually.ts";
import { gatewayClient } from "./gateway-client.ts";
import type { Stack, StackParticipant } from "./stack.ts";
import { signChange, submitChange, type TestDirectory } from "./test-directory.ts";

/** The directory of members of a stack, changed by one of its participants. */
export interface StackDirectory extends TestDirectory {
  readonly participant: ParticipantId;
  /** The participant's ledger key. */
  readonly wallet: Wallet;
  readonly provider: JsonRpcProvider;
  /** Announces on the participant's head, and waits until the gateway followed the change. Keys have names. */
  announce(
    type: "Publication" | "Recovery",
    signer: Wallet,
    parts: { readonly endpoint: string; readonly key: string; readonly recovery: string },
  ): Promise<void>;
  close(): void;
}

/** The end of the announced keys, Unix seconds. */
export const KEYS_END = 2 ** 40;

/** Opens the directory for a participant of the stack. */
export async function openStackDirectory(stack: Stack, name: string): Promise<StackDirectory> {
  const provider = new JsonRpcProvider(stack.node.url, undefined, { pollingInterval: 20, cacheTimeout: -1 });
  const { id: participant, key, token } = stack.participants[name] as StackParticipant;
  const wallet = new Wallet(hexlify(key.copyBytes()));
  const address = stack.config.contracts?.directory as Hex;
  const contract = MemberDirectory__factory.connect(address, wallet.connect(provider));
  const { chainId } = await provider.getNetwork();
  const directory = { contract, domain: { chainId: Number(chainId), directory: address } };
  const client = gatewayClient(stack.gateway.url, token);
  return {
    ...directory,
    participant,
    wallet,
    provider,
    async announce(type, signer, parts) {
      const { head: previous } = await contract.memberOf(participant);
      const announced = announcementOf({ ...parts, validUntil: KEYS_END }, 0);
      const change = { type, message: { participant, previous: previous as Bytes32, ...announced } } as const;
      await (await submitChange(directory, change, signChange(directory, signer, change))).wait();
      const { head } = await contract.memberOf(participant);
      await eventually("the gateway has the last change", async () => {
        const { body } = await client.get(`/v1/members/${participant}`);
        return (body as { head: Bytes32 }).head === head;
      });
    },
    close: () => provider.destroy(),
  };
}
