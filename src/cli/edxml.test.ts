import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../../test/support/cli.ts";
import { freshDatabase } from "../../test/support/database.ts";
import { makeOffice, type Office } from "../../test/support/office.ts";

const folder = mkdtempSync(join(tmpdir(), "motcua-edxml-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

describe("motcua edxml", () => {
  let env: NodeJS.ProcessEnv;
  let sender: Office;
  let receiver: Office;
  let picture: string;
  beforeAll(async () => {
    const database = await freshDatabase("cli_edxml");
    [sender, receiver] = [await makeOffice(database.app), await makeOffice(database.app)];
    env = { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl, MOTCUA_DATA: join(folder, "data") };
    picture = join(folder, "anh.png");
    writeFileSync(picture, PNG);
  });

  const send = (...files: readonly string[]) =>
    runCommand(
      [
        "edxml",
        "send",
        `--unit=${sender.prefix}`,
        `--to=${receiver.prefix}`,
        "--to-name=UBND xã nhận",
        "--number=12",
        "--notation=UBND-VP",
        "--date=26/11/2026",
        "--type=Công văn",
        "--subject=V/v phối hợp",
        "--signer=Trần Văn An",
        "--json",
        ...files,
      ],
      env,
    );

  test("a document is sent, shown, and its envelope received by the other office once", async () => {
    const sent = await send(picture);
    expect(sent.code, sent.err).toBe(0);
    const { id } = JSON.parse(sent.out) as { id: number };
    const listed = await runCommand(["edxml", "list", "--unit", sender.prefix, "--direction", "out", "--json"], env);
    expect(JSON.parse(listed.out)).toMatchObject([{ id, number: "12/UBND-VP", state: "queued", attachments: 1 }]);
    const shown = await runCommand(["edxml", "show", String(id), "--unit", sender.prefix], env);
    expect(shown.out).toMatch(/anh\.png {2}image\/png/);
    const envelope = await runCommand(["edxml", "show", String(id), "--unit", sender.prefix, "--envelope"], env);
    const file = join(folder, "den.xml");
    writeFileSync(file, envelope.out);
    const received = await runCommand(["edxml", "receive", file, "--unit", receiver.prefix, "--json"], env);
    expect(received.code, received.err).toBe(0);
    const taken = JSON.parse(received.out) as { id: number; repeated: boolean };
    expect(taken.repeated).toBe(false);
    const again = await runCommand(["edxml", "receive", file, "--unit", receiver.prefix, "--json"], env);
    expect(JSON.parse(again.out)).toEqual({ id: taken.id, repeated: true });
    const kept = await runCommand(["edxml", "show", String(taken.id), "--unit", receiver.prefix, "--envelope"], env);
    expect(kept.out).toBe(envelope.out);
    const saved = await runCommand(
      ["edxml", "show", String(taken.id), "--unit", receiver.prefix, "--save", join(folder, "out")],
      env,
    );
    expect(saved.code).toBe(0);
    expect(readFileSync(join(folder, "out", "1-anh.png")).length).toBeGreaterThan(0);
    const twice = await runCommand(
      ["edxml", "show", String(taken.id), "--unit", receiver.prefix, "--save", join(folder, "out")],
      env,
    );
    expect(twice.code).toBe(1);
  });

  test("one office sees nothing of another's", async () => {
    const { id } = JSON.parse((await send(picture)).out) as { id: number };
    expect((await runCommand(["edxml", "show", String(id), "--unit", receiver.prefix], env)).code).toBe(1);
    const theirs = await runCommand(["edxml", "list", "--unit", receiver.prefix, "--direction", "out", "--json"], env);
    expect(JSON.parse(theirs.out)).toEqual([]);
  });

  test("a file that lies about its kind, one that is too large and one too many are refused", async () => {
    const [lying, large] = [join(folder, "lie.pdf"), join(folder, "large.png")];
    writeFileSync(lying, PNG);
    writeFileSync(large, Buffer.alloc(2 * 1_048_576 + 1));
    expect((await send(lying)).err).toContain("lie.pdf");
    expect((await send(large)).code).toBe(1);
    expect((await send(picture, picture, picture, picture)).code).toBe(2);
    expect((await send()).code).toBe(2);
    expect((await send(join(folder, "none.pdf"))).code).toBe(2);
  });

  test.each([
    ["hostile XML", "<!DOCTYPE x><a/>"],
    ["bytes that are no UTF-8", Buffer.from([0x3c, 0xff, 0x3e])],
  ])("%s is refused", async (_, content) => {
    const file = join(folder, "hostile.xml");
    writeFileSync(file, content);
    expect((await runCommand(["edxml", "receive", file, "--unit", receiver.prefix], env)).code).toBe(1);
  });

  test.each([
    ["no unit", ["edxml", "list"], 2],
    ["an unknown unit", ["edxml", "list", "--unit", "H00.0"], 1],
    ["an unknown direction", ["edxml", "list", "--unit", "H00.0", "--direction", "up"], 2],
    ["no id", ["edxml", "show", "--unit", "H00.0"], 2],
    ["no file", ["edxml", "receive", "--unit", "H00.0"], 2],
  ])("%s is refused", async (_, argv, code) => {
    expect((await runCommand(argv, env)).code).toBe(code);
  });
});
