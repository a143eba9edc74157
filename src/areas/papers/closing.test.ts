import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readZip } from "#platform/files/zip.ts";
import { runCommand } from "../../../test/support/cli.ts";
import { setServerTime, testApp } from "../../../test/support/app.ts";
import { type Counter, type Done, openCounter } from "../../../test/support/counter.ts";
import type { StaffRole } from "../../../test/support/office.ts";
import { findFaults, manifestText, readManifest } from "./package.rules.ts";
import { verifyPackage } from "./verify-package.ts";

let at: Counter;
const folder = mkdtempSync(join(tmpdir(), "motcua-archive-"));

beforeAll(async () => {
  at = await openCounter();
  setServerTime("2026-11-20T09:00:00+07:00");
});
afterAll(() => {
  setServerTime(undefined);
  rmSync(folder, { recursive: true, force: true });
});

async function post(role: StaffRole, url: string, fields: Readonly<Record<string, string>>) {
  const answer = await (
    await testApp()
  ).inject({
    method: "POST",
    url,
    headers: {
      authorization: `Bearer ${at.office.staff[role].token}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    payload: new URLSearchParams(fields).toString(),
  });
  return { status: answer.statusCode, body: answer.body };
}

const withdrawn = async (): Promise<Done> =>
  at.act("receiving_officer", await at.receive(), 1, "withdraw", { reason: "Người dân rút hồ sơ" });

const archive = (dossier: Done) => post("receiving_officer", `/ho-so/${dossier.id}/luu-tru`, { retentionCode: "permanent" });

describe("the archive", () => {
  it("takes a closed dossier once, and its package is whole by its own hashes", async () => {
    const open = await at.receive();
    expect((await archive(open)).body).toContain("chưa kết thúc");
    const dossier = await withdrawn();
    setServerTime("2026-11-21T00:30:00+07:00");
    expect((await archive(dossier)).status).toBe(303);
    expect((await archive(dossier)).status).toBe(409);
    const answer = await (
      await testApp()
    ).inject({
      url: `/ho-so/${dossier.id}/luu-tru/goi.zip`,
      headers: { authorization: `Bearer ${at.office.staff.leader.token}` },
    });
    expect(answer.headers["content-disposition"]).toMatch(/^attachment/);
    const path = join(folder, "goi.zip");
    writeFileSync(path, answer.rawPayload);
    expect(await verifyPackage(path)).toMatchObject({ files: 2, faults: [] });
    // The day of Việt Nam: half past midnight is still the day before in London.
    const info = (await readZip(path)).find(({ name }) => name === "bag-info.txt")?.text;
    expect(info).toContain("Bagging-Date: 2026-11-21\n");
    expect((await runCommand(["archive", "verify", path], {})).code).toBe(0);
    const list = await at.asks("leader", "GET", "/giay-to/luu-tru");
    expect(list.body).toContain(dossier.code);
  });

  it("tells a package that is none", async () => {
    const path = join(folder, "khong.zip");
    writeFileSync(path, "không phải gói");
    expect(await verifyPackage(path)).toMatchObject({ faults: [{ fault: "no_bag" }] });
    const { code, out } = await runCommand(["archive", "verify", path, "--json"], {});
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ ok: false });
    expect(readFileSync(path, "utf8")).toBe("không phải gói");
  });

  it("names what was changed, is missing or is not listed", () => {
    const hash = (letter: string) => letter.repeat(64);
    const manifest = manifestText([
      { path: "data/b.pdf", sha256: hash("b") },
      { path: "data/a.pdf", sha256: hash("a") },
    ]);
    expect(readManifest(manifest).map(({ path }) => path)).toEqual(["data/a.pdf", "data/b.pdf"]);
    const tags = manifestText([
      { path: "bagit.txt", sha256: hash("c") },
      { path: "manifest-sha256.txt", sha256: hash("d") },
    ]);
    const faults = findFaults([
      { name: "bagit.txt", sha256: hash("c"), text: "BagIt-Version: 1.0\n" },
      { name: "manifest-sha256.txt", sha256: hash("d"), text: manifest },
      { name: "tagmanifest-sha256.txt", sha256: hash("e"), text: tags },
      { name: "data/a.pdf", sha256: hash("f"), text: undefined },
      { name: "data/c.pdf", sha256: hash("9"), text: undefined },
    ]);
    expect(faults).toEqual([
      { path: "data/a.pdf", fault: "changed" },
      { path: "data/b.pdf", fault: "missing" },
      { path: "data/c.pdf", fault: "unlisted" },
    ]);
  });
});

describe("a lost receipt", () => {
  it("is recorded after the number was compared with the dossier's (R-22)", async () => {
    const dossier = await at.receive();
    const say = (fields: Record<string, string>) =>
      post("receiving_officer", `/ho-so/${dossier.id}/mat-giay-hen`, {
        declaredBy: "Nguyễn Minh An",
        idNumber: "001206001234",
        relation: "owner",
        ...fields,
      });
    const wrong = await say({ idNumber: "001206009999" });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain("không khớp với hồ sơ");
    expect((await say({ relation: "authorised" })).body).toContain("Hãy ghi giấy ủy quyền");
    expect((await say({})).status).toBe(303);
    expect((await at.asks("specialist", "GET", `/ho-so/${dossier.id}`)).body).toContain("Nguyễn Minh An báo mất");
  });
});

describe("a result that nobody fetches", () => {
  it("cannot be reminded of before it is there, and the list is open to the office", async () => {
    const dossier = await at.receive();
    const refused = await post("receiving_officer", `/ho-so/${dossier.id}/nhac-nhan-ket-qua`, { way: "phone" });
    expect(refused.status).toBe(409);
    expect((await at.asks("leader", "GET", "/giay-to/chua-nhan")).body).toContain("Kết quả chưa nhận");
  });
});
