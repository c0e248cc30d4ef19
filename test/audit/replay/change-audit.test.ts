import { expect } from "chai";
import { concat, keccak256, toBeHex } from "ethers";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memberSlots } from "../../../src/audit/proof/directory-slots.ts";
import { readAuditCheckpoint, writeAuditCheckpoint } from "../../../src/audit/replay/audit-checkpoint.ts";
import type { FaultCode } from "../../../src/audit/replay/fault.ts";
import type { Publication } from "../../../src/domain/directory/directory-event.ts";
import type { Bytes32, Hex } from "../../../src/domain/entry.ts";
import { changeHash, type SignedChange } from "../../../src/ledger/change-typed-data.ts";
import { blockTime, passTime, type TestParticipant } from "../../support/chain.ts";
import { announcementOf, recoveryDigest, recoveryWallet } from "../../support/directory-vectors.ts";
import { outcomeOf, signChange, submitChange, walletSignature } from "../../support/test-directory.ts";
import {
  type AuditedChain,
  beginAudit,
  faultsInLog,
  onCopy,
  SHOWN_BY_CHANGES,
  startAuditedChain,
} from "./audited-chain.ts";
import { forgeLog } from "./forging-contract.ts";

/** The delay of the audited directory, in seconds. */
const DELAY = 60;

describe("The audit of the directory of members", () => {
  let audited: AuditedChain;

  before(async () => {
    audited = await startAuditedChain();
  });
  after(() => audited.close());

  async function headOf({ id }: TestParticipant): Promise<Bytes32> {
    return (await audited.directory.contract.memberOf(id)).head as Bytes32;
  }

  async function publication(author: TestParticipant, fields: Partial<Publication> = {}): Promise<Publication> {
    const announced = announcementOf({ endpoint: "https://forged.example" }, 0);
    return { participant: author.id, previous: await headOf(author), ...announced, ...fields };
  }

  interface Forgery {
    readonly signature?: Hex;
    readonly change?: Bytes32;
    readonly participant?: number;
  }

  /** Makes the directory log a publication or a recovery that it did not accept. */
  async function forge(
    type: "Publication" | "Recovery",
    message: Publication,
    signer: TestParticipant["wallet"],
    { signature, change, participant }: Forgery = {},
  ): Promise<void> {
    const { chain, directory } = audited;
    const { contract, domain } = directory;
    const signed: SignedChange = { type, message };
    const name = type === "Publication" ? "MemberPublished" : "MemberRecovered";
    const event = contract.interface.encodeEventLog(name as "MemberPublished", [
      participant ?? message.participant,
      change ?? changeHash(signed, domain),
      message,
      (await blockTime(chain)) + DELAY,
      signature ?? signChange(directory, signer, signed),
    ]);
    await forgeLog(chain, domain.directory, event.topics as string[], event.data);
  }

  async function expectFaults(...codes: FaultCode[]): Promise<void> {
    expect(await faultsInLog(audited)).to.deep.equal(codes);
  }

  it("an audit of a sound directory finds no fault, and storage and code that match its log", async () => {
    const audit = await beginAudit(audited);
    await audit.advance(await audited.height());
    await audit.compareState();

    expect(audit.faults).to.deep.equal([]);
    expect(audit.figures.directoryEvents).to.equal(7);
  });

  it("an audit continues from a checkpoint file with the records of the directory", async () => {
    const folder = await mkdtemp(join(tmpdir(), "portolan-directory-audit-"));
    const path = join(folder, "checkpoint");
    const height = await audited.height();
    const first = await beginAudit(audited);
    await first.advance(height);
    await writeAuditCheckpoint(path, first.memory);
    const { memory } = await readAuditCheckpoint(path);
    await rm(folder, { recursive: true });
    expect([...memory.members]).to.deep.equal([...first.memory.members]);

    const second = await beginAudit(audited, { memory });
    await second.compareState();
    expect(second.faults).to.deep.equal([]);
  });

  it("a publication signed by a wallet contract is confirmed by the wallet", () =>
    onCopy(audited, async () => {
      const { chain, directory, customs } = audited;
      const wallet = await chain.connection.ethers.deployContract("PasswordWallet", [keccak256("0x1234")]);
      await (await chain.consortium.addKey(customs.id, await wallet.getAddress(), 0, 2 ** 40)).wait();
      const announced = announcementOf(
        { endpoint: "https://a.example", key: "K7", validUntil: 2 ** 40, recovery: "R7" },
        0,
      );
      const message = await publication(customs, announced);
      const signature = await walletSignature(wallet, "0x1234");
      const accepted = await outcomeOf(submitChange(directory, { type: "Publication", message }, signature));
      expect(accepted).to.not.have.property("code");

      const audit = await beginAudit(audited);
      await audit.advance(await audited.height());
      expect(audit.faults).to.deep.equal([]);
      expect(audit.figures.wallets.confirmed).to.be.above(0);
    }));

  it("a publication that its participant did not sign is a fault", () =>
    onCopy(audited, async () => {
      await passTime(audited.chain, DELAY);
      const { carrier, terminal } = audited;
      await forge("Publication", await publication(carrier), terminal.wallet);
      await expectFaults("KeyNotAuthorised");
    }));

  it("a publication with an invalid signature is a fault", () =>
    onCopy(audited, async () => {
      await passTime(audited.chain, DELAY);
      const { carrier } = audited;
      await forge("Publication", await publication(carrier), carrier.wallet, { signature: `0x${"00".repeat(64)}` });
      await expectFaults("SignatureInvalid");
    }));

  it("a recovery that a ledger key signed is a fault", () =>
    onCopy(audited, async () => {
      const { carrier } = audited;
      const announced = announcementOf({ endpoint: "https://a.example", key: "K8", validUntil: 2 ** 40 }, 0);
      const message = await publication(carrier, { ...announced, recovery: recoveryDigest("R9") });
      await forge("Recovery", message, carrier.wallet);
      await expectFaults("KeyNotAuthorised");
    }));

  it("a recovery under a recovery key that was not registered is a fault", () =>
    onCopy(audited, async () => {
      const { carrier } = audited;
      const announced = announcementOf({ endpoint: "https://a.example", key: "K8", validUntil: 2 ** 40 }, 0);
      const message = await publication(carrier, { ...announced, recovery: recoveryDigest("R9") });
      await forge("Recovery", message, recoveryWallet("R5"));
      await expectFaults("KeyNotAuthorised");
    }));

  const impossible: [what: string, forgery: () => Promise<void>][] = [
    [
      "with another digest than its fields give",
      async () => {
        const message = await publication(audited.customs, complete());
        const signature = signChange(audited.directory, audited.customs.wallet, { type: "Publication", message });
        await forge("Publication", message, audited.customs.wallet, { signature, change: `0x${"77".repeat(32)}` });
      },
    ],
    [
      "that does not follow the participant's last change",
      async () => {
        const message = await publication(audited.customs, { ...complete(), previous: `0x${"77".repeat(32)}` });
        await forge("Publication", message, audited.customs.wallet);
      },
    ],
    [
      "while another change is pending",
      async () => forge("Publication", await publication(audited.carrier), audited.carrier.wallet),
    ],
    [
      "by a suspended participant",
      async () => {
        await (await audited.chain.consortium.suspend(audited.customs.id)).wait();
        await forge("Publication", await publication(audited.customs, complete()), audited.customs.wallet);
      },
    ],
  ];
  for (const [what, forgery] of impossible) {
    it(`a publication ${what} is a fault`, () =>
      onCopy(audited, async () => {
        await forgery();
        await expectFaults(...SHOWN_BY_CHANGES);
      }));
  }

  it("a stop of a change that is not pending is a fault", () =>
    onCopy(audited, async () => {
      const { contract, domain } = audited.directory;
      const event = contract.interface.encodeEventLog("MemberChangeStopped", [
        audited.terminal.id,
        await headOf(audited.terminal),
      ]);
      await forgeLog(audited.chain, domain.directory, event.topics as string[], event.data);
      await expectFaults(...SHOWN_BY_CHANGES);
    }));

  it("a word of the directory that its log does not explain is a fault", () =>
    onCopy(audited, async () => {
      const { chain, directory, carrier } = audited;
      const { endpoint } = memberSlots(carrier.id);
      const params = [directory.domain.directory, endpoint, toBeHex(1, 32)];
      await chain.connection.provider.request({ method: "hardhat_setStorageAt", params });
      await passTime(chain, 1);
      const audit = await beginAudit(audited);
      await audit.advance(await audited.height());
      await audit.compareState();
      expect(audit.faults.map(({ code, subject }) => [code, subject])).to.deep.equal([
        ["StorageDiffers", `endpoint of participant ${carrier.id} in the directory`],
      ]);
    }));

  it("a directory with other code is a fault", () =>
    onCopy(audited, async () => {
      const { chain, directory } = audited;
      const { provider } = chain.connection;
      const address = directory.domain.directory;
      const code = String(await provider.request({ method: "eth_getCode", params: [address, "latest"] }));
      await provider.request({ method: "hardhat_setCode", params: [address, concat([code, "0x00"])] });
      await passTime(chain, 1);
      const audit = await beginAudit(audited);
      await audit.advance(await audited.height());
      await audit.compareState();
      expect(audit.faults.map(({ code: fault }) => fault)).to.deep.equal(["CodeUnexpected"]);
    }));

  /** The parts of a first publication. */
  function complete(): Partial<Publication> {
    return announcementOf({ endpoint: "https://a.example", key: "K6", validUntil: 2 ** 40, recovery: "R6" }, 0);
  }
});
