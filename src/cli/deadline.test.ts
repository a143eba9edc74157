import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable, Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { proposeYear, toCalendarFile } from "#core/calendar/index.ts";
import { findCalendarData } from "#platform/reference/calendars.ts";
import { UsageError } from "./command.ts";
import { command } from "./deadline.ts";

async function run(input: Iterable<string | Uint8Array>, args: string[] = []) {
  let out = "";
  const stdout = new Writable({
    highWaterMark: 16,
    write: (chunk, _encoding, done) => ((out += String(chunk)), setImmediate(done)),
  });
  const code = await command.run(args, { stdout, stderr: new PassThrough(), stdin: Readable.from(input), env: {} });
  return {
    code,
    answers: out
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

const line = (id: unknown, at = "2026-11-20T16:00:00+07:00"): string =>
  JSON.stringify({ id, term: { value: 10, unit: "working_day" }, events: [{ type: "start", at }] });

describe("motcua deadline", () => {
  it("answers each line in order and ends with 0", async () => {
    const { code, answers } = await run([`${line("a")}\n${line("b", "2026-08-27T09:00:00+07:00")}\n`]);
    expect(code).toBe(0);
    expect(answers.map(({ id, due_at }) => [id, due_at])).toEqual([
      ["a", "2026-12-07T17:00:00+07:00"],
      ["b", "2026-09-15T17:00:00+07:00"],
    ]);
  });

  it("refuses a bad line by its id, goes on, and ends with 1", async () => {
    const { code, answers } = await run([
      `${line(1)}\n{"id":2,"term":{"value":0,"unit":"day"},"events":[]}\nnonsense\n\n${line(4)}`,
    ]);
    expect(code).toBe(1);
    expect(answers.map(({ id, error }) => [id, (error as { code: string } | undefined)?.code])).toEqual([
      [1, undefined],
      [2, "term_not_positive"],
      [null, "line_not_json"],
      [4, undefined],
    ]);
  });

  it("puts together lines and letters that arrive in pieces", async () => {
    const bytes = new TextEncoder().encode(`${line("hồ sơ số 1")}\n${line("hồ sơ số 2")}\n`);
    const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte));
    const { code, answers } = await run(pieces);
    expect(code).toBe(0);
    expect(answers.map(({ id }) => id)).toEqual(["hồ sơ số 1", "hồ sơ số 2"]);
  });

  it("speaks Vietnamese or English, and nothing else", async () => {
    const texts = await Promise.all(
      [["--lang", "vi"], ["--lang", "en"], []].map(async (args) => {
        const { answers } = await run(["x"], args);
        return (answers[0] as { error: { message: string } }).error.message;
      }),
    );
    expect(texts).toEqual(["Dòng không phải là JSON hợp lệ.", "The line is not valid JSON.", "Dòng không phải là JSON hợp lệ."]);
    await expect(run([""], ["--lang", "fr"])).rejects.toThrow(UsageError);
  });

  it("counts by an injected calendar for years that do not ship, and refuses one that is not sound", async () => {
    const { year, days } = proposeYear(2028);
    const data = { ...findCalendarData("vn")!, id: "next", years: [year], days };
    const file = join(mkdtempSync(join(tmpdir(), "motcua-deadline-")), "next.json");
    writeFileSync(file, toCalendarFile(data));
    const term = JSON.stringify({
      id: 1,
      calendar: "next",
      term: { value: 1, unit: "working_day" },
      events: [{ type: "start", at: "2028-01-24T09:00:00+07:00" }],
    });
    const { code, answers } = await run([term], ["--calendar-file", file]);
    expect(code).toBe(0);
    expect(answers[0]).toMatchObject({ due_at: "2028-02-01T17:00:00+07:00", provisional: true, calendar_version: "next-r1@law" });
    expect((await run([term])).answers[0]).toMatchObject({ error: { code: "calendar_unknown", field: "calendar" } });
    writeFileSync(file, JSON.stringify({ ...data, years: [] }));
    await expect(run([term], ["--calendar-file", file])).rejects.toThrow("years_missing");
  });

  it("answers nothing to nothing", async () => {
    expect(await run([""])).toEqual({ code: 0, answers: [] });
  });
});
