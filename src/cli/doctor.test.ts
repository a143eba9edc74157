import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runCommand } from "../../test/support/cli.ts";
import { emptyDatabase, testDatabase } from "../../test/support/database.ts";

interface Answer {
  readonly ok: boolean;
  readonly findings: readonly { readonly code: string; readonly status: string; readonly vi: string; readonly en: string }[];
}

const folder = mkdtempSync(join(tmpdir(), "motcua-doctor-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function diagnose(env: NodeJS.ProcessEnv): Promise<{ code: number; failing: string[]; answer: Answer }> {
  const { code, out } = await runCommand(["doctor", "--json"], { PORT: "0", MOTCUA_DATA: folder, ...env });
  const answer = JSON.parse(out) as Answer;
  return { code, answer, failing: answer.findings.filter(({ status }) => status === "fail").map((each) => each.code) };
}

describe("motcua doctor", async () => {
  const { appUrl, ownerUrl } = await testDatabase();

  it("finds nothing to mend in a sound installation, and speaks both languages", async () => {
    const { code, failing, answer } = await diagnose({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl });
    expect({ code, failing, ok: answer.ok }).toEqual({ code: 0, failing: [], ok: true });
    expect(answer.findings.map((each) => each.code)).toEqual(
      expect.arrayContaining(["doctor.config", "doctor.port", "doctor.database"]),
    );
    expect(answer.findings.filter(({ vi, en }) => vi === "" || en === "" || /\{\w+\}/.test(vi + en))).toEqual([]);
  });

  it("says that the role of the server is too powerful", async () => {
    const { code, failing } = await diagnose({ DATABASE_URL: ownerUrl });
    expect(code).toBe(1);
    expect(failing).toContain("check.owner");
  });

  it("says that the database cannot be reached, has no tables yet, or has no role for backups", async () => {
    const unreachable = { DATABASE_URL: "postgresql://motcua_app:x@127.0.0.1:9/motcua" };
    expect((await diagnose(unreachable)).failing).toEqual(["doctor.database_down"]);
    const empty = await emptyDatabase("doctor");
    expect((await diagnose({ DATABASE_URL: empty.appUrl })).failing).toEqual(["check.schema_missing"]);
    expect((await diagnose({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: appUrl })).failing).toEqual(["doctor.backup_role"]);
    await Promise.all([empty.app.end(), empty.owner.end(), empty.superuser.end()]);
  });

  it("says why an address or a port cannot be opened and what to set instead", async () => {
    const { answer } = await diagnose({ DATABASE_URL: appUrl, HOST: "192.0.2.1", MOTCUA_ENV: "production", PORT: "3000" });
    const finding = answer.findings.find(({ code }) => code === "start.port_refused");
    expect(finding?.en).toContain("not of this machine; set HOST");
    expect(finding?.vi).toContain("không phải của máy này; đặt HOST");
  });

  it("tells a port taken by another program from one that Motcua serves", async () => {
    const answers = { body: "hello" };
    const server = createServer((_request, response) => response.end(answers.body));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const PORT = String((server.address() as AddressInfo).port);
    expect((await diagnose({ DATABASE_URL: appUrl, PORT })).failing).toContain("doctor.port_taken");
    answers.body = '{"status":"ok"}';
    expect((await diagnose({ DATABASE_URL: appUrl, PORT })).answer.findings.map((each) => each.code)).toContain(
      "doctor.port_ours",
    );
    server.closeAllConnections();
    server.close();
  });

  it("says that the data folder cannot be written, and every variable that is wrong", async () => {
    expect((await diagnose({ DATABASE_URL: appUrl, MOTCUA_DATA: join(import.meta.filename, "data") })).failing).toContain(
      "embedded.data_folder",
    );
    // A file system that takes no folder and says that it cannot find it.
    expect((await diagnose({ DATABASE_URL: appUrl, MOTCUA_DATA: "/proc/motcua/data" })).failing).toContain(
      "embedded.data_folder",
    );
    expect((await diagnose({ PORT: "x", LOG_LEVEL: "x" })).failing).toEqual(["doctor.config_wrong", "doctor.config_wrong"]);
  });

  it("prints one language when asked, and refuses another", async () => {
    const { out } = await runCommand(["doctor", "--lang", "vi"], { PORT: "x" });
    expect(out).toContain("FAIL  PORT phải là số cổng");
    expect(out).not.toContain("must be");
    expect((await runCommand(["doctor", "--lang", "fr"], {})).code).toBe(2);
  });
});
