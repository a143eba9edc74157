import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { runCommand } from "../../../test/support/cli.ts";
import { freshDatabase } from "../../../test/support/database.ts";
import { SECRET_KEY } from "../../../test/support/secret-key.ts";
import { openSecret, sealedUnder, sealSecret, secretKeys, useSecretKeys } from "./seal.ts";
import { findSecretKeys, loadSecretKeys, readSecretKeys, secretKeyFile } from "./secret-keys.ts";

const folder = mkdtempSync(join(tmpdir(), "motcua-secrets-"));
const ofTests = secretKeys();
afterEach(() => useSecretKeys(ofTests));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NO_KEY = { secretKeys: undefined };
const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return undefined;
};

describe("a sealed secret", () => {
  it("opens for whom it was sealed, is another text each time and names its key", () => {
    const [one, two] = [sealSecret("whsec_Đà Nẵng", "a:1"), sealSecret("whsec_Đà Nẵng", "a:1")];
    expect(one).not.toBe(two);
    expect([openSecret(one, "a:1"), openSecret(two, "a:1")]).toEqual(["whsec_Đà Nẵng", "whsec_Đà Nẵng"]);
    expect(sealedUnder(one)).toBe(secretKeys().list()[0]?.id);
    expect(one).not.toContain("whsec");
  });

  it("does not open in another row, changed, cut short or under another key", () => {
    const sealed = sealSecret("secret", "a:1");
    const other = sealed.at(-3) === "A" ? "B" : "A";
    expect(codeOf(() => openSecret(sealed, "a:2"))).toBe("secret_damaged");
    expect(codeOf(() => openSecret(`${sealed.slice(0, -3)}${other}${sealed.slice(-2)}`, "a:1"))).toBe("secret_damaged");
    for (const length of [sealed.length - 8, 30, 27]) {
      expect(codeOf(() => openSecret(sealed.slice(0, length), "a:1"))).toMatch(/^secret_(damaged|key_missing)$/);
    }
    const strange = readSecretKeys("11".repeat(32)) ?? [];
    useSecretKeys({ source: "environment", list: () => strange });
    expect(codeOf(() => openSecret(sealed, "a:1"))).toBe("secret_key_missing");
    useSecretKeys({ source: "environment", list: () => [] });
    expect(codeOf(() => sealSecret("secret", "a:1"))).toBe("secret_key_missing");
  });

  it("may still be plain text from before", () => {
    expect(openSecret("whsec_old", "a:1")).toBe("whsec_old");
  });
});

describe("the key file", () => {
  it("is made once, for its owner alone, and is read anew when it changes", () => {
    const keys = loadSecretKeys(NO_KEY, folder);
    const before = keys.list();
    expect(statSync(secretKeyFile(folder)).mode & 0o777).toBe(0o600);
    expect(loadSecretKeys(NO_KEY, folder).list()).toEqual(before);
    writeFileSync(secretKeyFile(folder), `${SECRET_KEY}\n${readFileSync(secretKeyFile(folder), "utf8")}`);
    expect(keys.list().map(({ id }) => id)).toEqual([ofTests.list()[0]?.id, before[0]?.id]);
  });

  it("is refused where others may read it or where it is damaged", () => {
    chmodSync(secretKeyFile(folder), 0o640);
    expect(() => findSecretKeys(NO_KEY, folder).list()).toThrow(/chmod 600/);
    chmodSync(secretKeyFile(folder), 0o600);
    writeFileSync(secretKeyFile(folder), "short\n");
    expect(() => findSecretKeys(NO_KEY, folder).list()).toThrow(/cannot be read/);
    rmSync(secretKeyFile(folder));
  });

  it("takes 32 bytes only, as base64 or hexadecimal", () => {
    expect(readSecretKeys("11".repeat(32))?.length).toBe(1);
    expect(readSecretKeys(`${SECRET_KEY}, ${"22".repeat(32)}`)?.length).toBe(2);
    for (const wrong of ["", "secret", "11".repeat(31), `${SECRET_KEY},`]) expect(readSecretKeys(wrong), wrong).toBeUndefined();
  });
});

describe("the stored secrets of an installation", async () => {
  const { appUrl, ownerUrl, owner, superuser } = await freshDatabase("secrets");
  const ofFile = { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, MOTCUA_DATA: folder, MOTCUA_SECRET_KEY: "", PORT: "0" };
  const setting = async (): Promise<string> =>
    (await owner.query<{ text: string }>("select value::text as text from setting where name = 'exchange.national'")).rows[0]
      ?.text ?? "";
  const doctor = async (env: NodeJS.ProcessEnv) => {
    const { out } = await runCommand(["doctor", "--json"], env);
    const { findings } = JSON.parse(out) as { findings: { code: string; status: string }[] };
    return findings.filter(({ code }) => code.includes("secret")).map(({ code, status }) => `${status} ${code}`);
  };

  it("are sealed by the first migration that has a key; until then doctor says that they are plain", async () => {
    await owner.query(
      `insert into setting (name, value) values ('exchange.national', '{"url": "https://portal.example.vn", "token": "known-token"}')`,
    );
    expect(await doctor(ofFile)).toEqual(["warn doctor.secret_keys_none", "warn doctor.secrets_plain"]);
    expect((await runCommand(["migrate"], ofFile)).code).toBe(0);
    expect(await setting()).toContain("sealed.1.");
    expect(await setting()).not.toContain("known-token");
    expect(await doctor(ofFile)).toEqual(["ok doctor.secret_keys"]);
    const audited = await superuser.query("select detail from audit where action = 'secrets.seal'");
    expect(audited.rows.map(({ detail }) => (detail as { secrets: number }).secrets)).toEqual([1]);
  });

  it("are sealed under a new key by a rotation, and the old key is dropped when asked", async () => {
    const before = await setting();
    const rotated = JSON.parse((await runCommand(["secrets", "rotate", "--json"], ofFile)).out) as {
      key: string;
      sealed: number;
    };
    expect(rotated.sealed).toBe(1);
    expect(await setting()).not.toBe(before);
    expect(await setting()).toContain(rotated.key);
    expect(findSecretKeys(NO_KEY, folder).list().length).toBe(2);
    expect((await runCommand(["secrets", "rotate", "--drop-old"], ofFile)).code).toBe(0);
    expect(
      findSecretKeys(NO_KEY, folder)
        .list()
        .map(({ id }) => id),
    ).toEqual([rotated.key]);
  });

  it("are named with their key where that is missing, by doctor, by migrate and by the rotation", async () => {
    const strange = { ...ofFile, MOTCUA_SECRET_KEY: SECRET_KEY };
    expect(await doctor(strange)).toEqual(["ok doctor.secret_keys", "fail secrets.not_all"]);
    const [key] = findSecretKeys(NO_KEY, folder).list();
    expect((await runCommand(["migrate"], strange)).err).toContain(key?.id);
    expect((await runCommand(["secrets", "rotate"], strange)).code).toBe(2);
    const both = `${SECRET_KEY},${key?.bytes.toString("hex")}`;
    const moved = await runCommand(["secrets", "rotate", "--json"], { ...strange, MOTCUA_SECRET_KEY: both });
    expect([moved.code, (JSON.parse(moved.out) as { sealed: number }).sealed]).toEqual([0, 1]);
    expect(await doctor(strange)).toEqual(["ok doctor.secret_keys"]);
  });

  it("go into a backup sealed, and it says under which key", async () => {
    const archive = join(folder, "secrets.tar");
    const env = { ...ofFile, MOTCUA_SECRET_KEY: SECRET_KEY };
    const { code, out } = await runCommand(["backup", archive, "--json"], env);
    const id = ofTests.list()[0]?.id;
    expect([code, (JSON.parse(out) as { secrets: object }).secrets]).toEqual([0, { sealed: 1, plain: 0, keyIds: [id] }]);
  });
});
