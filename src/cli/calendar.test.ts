import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { afterAll, describe, expect, it } from "vitest";
import { command } from "./calendar.ts";
import { UsageError } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "motcua-calendar-"));
afterAll(() => rmSync(folder, { recursive: true }));

const collect = (into: string[]) => new Writable({ write: (chunk, _encoding, done) => (into.push(String(chunk)), done()) });

async function run(...args: string[]) {
  const out: string[] = [];
  const errors: string[] = [];
  const io = { stdout: collect(out), stderr: collect(errors), stdin: Readable.from([]), env: {} };
  const code = await command.run(args, io);
  return { code, out: out.join(""), errors: errors.join("") };
}

function fileOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe("motcua calendar", () => {
  it("list: the calendars that ship, their years and versions", async () => {
    const { code, out } = await run("list");
    expect(code).toBe(0);
    expect(out).toContain("vn  Lịch làm việc hành chính Việt Nam");
    expect(out).toContain("  2027  provisional, not all verified\n");
    expect(out).toContain("  version of 2024-04-12: a swap was announced\n");
    const listed = JSON.parse((await run("list", "--json")).out) as { id: string }[];
    expect(listed.map(({ id }) => id)).toContain("vn");
  });

  it("show: a year as it was known on a date", async () => {
    const before = await run("show", "vn", "--year", "2024", "--known-at", "2024-04-11");
    const after = await run("show", "vn", "--year", "2024", "--known-at", "2024-04-12");
    expect(before.out).not.toContain("2024-04-29");
    expect(after.out).toContain(
      "2024-04-29  swap_off      verified    Nghỉ hoán đổi (Công văn 2450/VPCP-KGVX, 2450/VPCP-KGVX, 2024-04-12)\n",
    );
    const { version, days } = JSON.parse((await run("show", "vn", "--year", "2024", "--json")).out) as {
      version: string;
      days: unknown[];
    };
    expect([version, days.length]).toEqual(["vn-r1@2024-04-12", 15]);
    expect((await run("show", "vn", "--year", "2026", "--ical")).out).toContain("DTSTART;VALUE=DATE:20261124");
  });

  it("show: a year that is not there is said to be not published", async () => {
    await expect(run("show", "vn", "--year", "2030")).rejects.toThrow("calendar_not_published");
    await expect(run("show", "xx")).rejects.toThrow("there is no calendar xx");
  });

  it("check: sound calendars end with 0 and tell what is not verified; faults end with 1", async () => {
    const sound = await run("check", "vn");
    expect(sound.code).toBe(0);
    expect(sound.out).toContain("2027  the year is provisional\n");
    expect(sound.out).toMatch(/0 faults, \d+ notices\n$/);
    const file = fileOf("bad.json", JSON.stringify({ id: "x" }));
    const bad = await run("check", file);
    expect(bad.code).toBe(1);
    expect(bad.errors).toContain("years lists no years");
    const asJson = JSON.parse((await run("check", file, "--json")).out) as { faults: { code: string }[] };
    expect(asJson.faults.map(({ code }) => code)).toContain("years_missing");
    await expect(run("check", fileOf("broken.json", "{"))).rejects.toThrow("broken.json");
  });

  it("propose-year: what the law and the moon let one expect, as text, JSON and iCalendar", async () => {
    expect((await run("propose-year", "2028")).out).toContain("2028-01-26  statutory     unverified  Tết Nguyên đán (Mùng 1)");
    expect(JSON.parse((await run("propose-year", "2028", "--json")).out)).toMatchObject({
      id: "vn-proposal-2028",
      years: [{ status: "provisional" }],
    });
    expect((await run("propose-year", "2028", "--ical")).out).toContain("SUMMARY:Tết Nguyên đán (Giao thừa)");
    await expect(run("propose-year", "1900")).rejects.toThrow("1901–2100");
  });

  it("import: an iCalendar or calendar file replaces the years that it covers", async () => {
    const ics = fileOf("2028.ics", (await run("propose-year", "2028", "--ical")).out);
    const { out } = await run(
      "import",
      ics,
      "--into",
      "vn",
      "--source",
      "Thông báo",
      "--notice",
      "1/TB",
      "--announced",
      "2027-10-01",
      "--status",
      "published",
    );
    const merged = JSON.parse(out) as {
      revision: number;
      years: { year: number; status: string }[];
      days: { on: string; notice: string | null }[];
    };
    expect(merged.revision).toBe(2);
    expect(merged.years.at(-1)).toMatchObject({ year: 2028, status: "published" });
    expect(merged.days.find(({ on }) => on === "2028-11-24")).toMatchObject({
      notice: "1/TB",
      announcedOn: "2027-10-01",
      verified: false,
    });
    const json = fileOf("2028.json", (await run("propose-year", "2028", "--json")).out);
    expect((JSON.parse((await run("import", json, "--into", "vn")).out) as typeof merged).years).toHaveLength(15);
  });

  it("import: a file without a source, a gap of years or a bad date is refused", async () => {
    const ics = fileOf("2030.ics", (await run("propose-year", "2030", "--ical")).out);
    await expect(run("import", ics, "--into", "vn")).rejects.toThrow("--source");
    await expect(run("import", ics, "--into", "vn", "--source", "x", "--status", "sure")).rejects.toThrow("--status");
    await expect(run("import", ics, "--into", "vn", "--source", "x")).rejects.toThrow("leaves a year out");
    await expect(run("import", fileOf("no.ics", "hello"), "--into", "vn", "--source", "x")).rejects.toThrow("ical_malformed");
    await expect(run("import", fileOf("no.json", "{}"), "--into", "vn")).rejects.toThrow("lists no years");
    await expect(run("import", ics)).rejects.toThrow(UsageError);
  });

  it.each([
    [],
    ["paint"],
    ["show"],
    ["check"],
    ["propose-year"],
    ["propose-year", "28"],
    ["show", "vn", "--known-at", "2024-02-30"],
    ["show", "vn", "2024"],
    ["list", "vn"],
  ])("the command line %j cannot be understood", async (...args) => {
    await expect(run(...args)).rejects.toThrow(UsageError);
  });
});
