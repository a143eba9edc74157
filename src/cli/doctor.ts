import { parseArgs } from "node:util";
import { diagnose } from "#platform/lifecycle/diagnose.ts";
import { allSealedPlaces } from "../areas.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";

export const command: CliCommand = {
  name: "doctor",
  summary: "Explain what is wrong with this installation",
  usage: `
Usage: motcua doctor [--lang vi|en] [--json]

  --lang   one language instead of both
  --json   {"ok": true, "findings": [{"code", "status": "ok"|"warn"|"fail", "vi", "en"}]}

Looks at Node, the configuration, the port, the data folder, the database, the rights of its roles, the schema, the clock,
the keys of stored secrets, the last backup and optional tools, and says what to do about each. Changes nothing, except that it starts the embedded
database for as long as it looks. Ends with 1 when something must be mended. See docs/ops/doctor.md.`,
  run,
};

const MARK = { ok: "ok  ", warn: "WARN", fail: "FAIL" } as const;

async function run(args: string[], io: CliIo): Promise<number> {
  const { values } = parseArgs({ args, options: { lang: { type: "string" }, json: { type: "boolean" } }, strict: true });
  const { lang } = values;
  if (lang !== undefined && lang !== "vi" && lang !== "en") throw new UsageError("--lang must be vi or en");
  const findings = await diagnose(io.env, allSealedPlaces);
  const isSound = findings.every(({ status }) => status !== "fail");
  if (values.json === true) {
    const brief = findings.map(({ code, status, text }) => ({ code, status, vi: text.vi, en: text.en }));
    io.stdout.write(`${JSON.stringify({ ok: isSound, findings: brief })}\n`);
  } else {
    for (const { status, text } of findings) {
      const lines = lang === undefined && text.vi !== text.en ? [text.vi, text.en] : [text[lang ?? "vi"]];
      io.stdout.write(`${MARK[status]}  ${lines.join("\n").replaceAll("\n", "\n      ")}\n`);
    }
  }
  return isSound ? EXIT.done : EXIT.failed;
}
