import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handOver } from "./channels.ts";

const taken: string[] = [];
let server: SMTPServer;
let url: string;

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: ({ address }, _session, done) => {
      const code = address.startsWith("nobody") ? 550 : address.startsWith("full") ? 452 : undefined;
      done(code === undefined ? undefined : Object.assign(new Error("no"), { responseCode: code }));
    },
    onData: (stream, _session, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        taken.push(Buffer.concat(parts).toString("utf8"));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise<void>((resolve) => server.close(resolve)));

const send = (address: string) =>
  handOver(
    { smtp: { url, from: "Một cửa <motcua@xa.example.vn>" }, quiet: { from: 0, to: 0 }, localPeer: false },
    "email",
    {
      address,
      link: "https://motcua.example.vn/t/x",
      reference: "7.42",
      wording: { subject: "Hồ sơ đã có kết quả", body: "Kính gửi ông/bà", short: "Có kết quả" },
    },
    AbortSignal.timeout(5_000),
  );

describe("e-mail", () => {
  it("that the server took is sent, not delivered, and carries the same id when it is repeated", async () => {
    expect(await send("an@example.vn")).toMatchObject({ state: "sent" });
    await send("an@example.vn");
    const ids = taken.map((mail) => /^Message-ID: (.+)$/m.exec(mail)?.[1]?.trim());
    expect(ids).toEqual(["<7.42@motcua>", "<7.42@motcua>"]);
    expect(taken[0]).toContain("Auto-Submitted: auto-generated");
  });

  it("to an address that does not exist has failed for good; a full box is tried again", async () => {
    expect(await send("nobody@example.vn")).toEqual({ state: "failed", reason: "smtp_550" });
    await expect(send("full@example.vn")).rejects.toThrow("452");
  });

  it("cannot smuggle a second recipient in by its address", async () => {
    const before = taken.length;
    await send("an@example.vn>,<other@example.vn").catch(() => {});
    expect(taken.slice(before).join("\n")).not.toContain("other@example.vn");
  });
});
