import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { CliRefusal } from "./cli.errors.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { runCli } from "./main.ts";
import { COMMANDS, type CommandEntry } from "./registry.ts";

function collect(): { io: CliIo; out: () => string; err: () => string } {
  const chunks = { out: "", err: "" };
  const sink = (name: "out" | "err"): Writable =>
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        chunks[name] += chunk.toString();
        done();
      },
    });
  const io = { stdout: sink("out"), stderr: sink("err"), stdin: process.stdin, env: {} };
  return { io, out: () => chunks.out, err: () => chunks.err };
}

const entry = (name: string, run: CliCommand["run"]): CommandEntry => ({
  name,
  summary: `does ${name}`,
  load: async () => ({ command: { name, summary: `does ${name}`, usage: `Usage: motcua ${name}`, run } }),
});

describe("the command line", () => {
  it("finds a command of two words and hands it the rest", async () => {
    const seen: string[][] = [];
    const commands = [entry("seed demo", async (args) => seen.push(args)), entry("seed figures", async () => 7)];
    await runCli(["seed", "demo", "--seed", "7"], collect().io, commands);
    expect(seen).toEqual([["--seed", "7"]]);
    expect(await runCli(["seed", "figures"], collect().io, commands)).toBe(7);
  });

  it("suggests what was meant and ends with 2", async () => {
    const { io, out, err } = collect();
    expect(await runCli(["docter"], io)).toBe(EXIT.usage);
    expect(err()).toContain("Did you mean: motcua doctor?");
    expect(out()).toBe("");
    const half = collect();
    expect(await runCli(["seed"], half.io, [entry("seed demo", async () => 0), entry("seed figures", async () => 0)])).toBe(
      EXIT.usage,
    );
    expect(half.err()).toContain("seed demo, seed figures");
  });

  it.each([
    ["a wrong argument", new UsageError("--from must be a day"), EXIT.usage, "--from must be a day"],
    ["a refusal", new CliRefusal("the unit is unknown"), EXIT.failed, "the unit is unknown"],
    [
      "a part that cannot be used",
      Object.assign(new Error("x"), { text: { vi: "không được", en: "cannot" } }),
      EXIT.unavailable,
      "không được\n  cannot",
    ],
    [
      "a database that refuses who asks",
      Object.assign(new Error('role "x" does not exist'), { code: "28000" }),
      EXIT.unavailable,
      "kiểm tra DATABASE_URL",
    ],
    ["a bug", new TypeError("oops"), EXIT.bug, "TypeError: oops"],
  ])("tells %s by its exit code and on standard error alone", async (_what, error, code, message) => {
    const { io, out, err } = collect();
    const commands = [entry("try", () => Promise.reject(error))];
    expect(await runCli(["try"], io, commands)).toBe(code);
    expect(err()).toContain(message);
    expect(out()).toBe("");
  });

  it("shows help for everything, and help wins over the command's work", async () => {
    const overview = collect();
    expect(await runCli(["--help"], overview.io)).toBe(EXIT.done);
    for (const { name, summary } of COMMANDS)
      expect(overview.out()).toMatch(new RegExp(`^  ${name} +${summary.replaceAll(/[.*+?()[\]]/g, "\\$&")}$`, "m"));
    const one = collect();
    expect(await runCli(["try", "--help"], one.io, [entry("try", () => Promise.reject(new Error("must not run")))])).toBe(
      EXIT.done,
    );
    expect(one.out()).toContain("Usage: motcua try");
  });

  it("has for each command a module whose name, summary and usage agree with the list", async () => {
    for (const { name, summary, load } of COMMANDS) {
      const { command } = await load();
      expect({ name: command.name, summary: command.summary }).toEqual({ name, summary });
      expect(command.usage).toContain(`Usage: motcua ${name}`);
    }
  });

  it("refuses a wrong configuration variable by variable, without repeating a password", async () => {
    const { io, err } = collect();
    io.env = { PORT: "99999", DATABASE_URL: "mysql://root:hunter2@db/x" };
    expect(await runCli(["migrate"], io)).toBe(EXIT.usage);
    expect(err()).toContain('PORT ("99999")');
    expect(err()).toContain("DATABASE_URL");
    expect(err()).not.toContain("hunter2");
  });
});
