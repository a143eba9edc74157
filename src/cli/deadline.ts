import { once } from "node:events";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type CalendarData, checkCalendarData } from "#core/calendar/index.ts";
import { answerLine, type CalendarLookup, refusalAnswer } from "#core/deadline/line.ts";
import type { Locale } from "#core/deadline/messages.ts";
import { createCalendarLookup } from "#platform/reference/calendar-lookup.ts";
import { CliRefusal } from "./cli.errors.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";

export const command: CliCommand = {
  name: "deadline",
  summary: "Compute statutory due dates: JSON Lines in, JSON Lines out",
  usage: `
Usage: motcua deadline [--lang vi|en] [--calendar-file FILE.json]… < terms.jsonl > due.jsonl

  --lang           language of the messages of refused lines (default vi)
  --calendar-file  a calendar of your own, in the form that "motcua calendar show" is kept in (db/reference/calendars);
                   lines ask for it by its id, and one named like a calendar that ships takes its place

One answer per line, in order; a line that is refused gives {"id", "error": {"code", "field", "message"}}, the rest
goes on, and the exit code is 1. No database is needed.

Each line: {"id", "term": {"value", "unit"}, "events": [{"type": "start", "at": …}, …]} and, optional:
  calendar    id of a calendar that ships              default "vn"
  week        working days, "mon" … "sun"              default Monday to Friday
  hours       working intervals                        default [["07:30","11:30"],["13:00","17:00"]]
  convention  "date" or "hours"                        default "hours" for working_hour, else "date"
  regime      "auto", "none", "93/2007", "09/2015",
              "61/2018", "118/2025", or their numbers  default "auto": by the day of receipt
  as_of       instant that closes an open clock        default: the instant of the last event
  known_at    date or instant of knowledge             default: all that is known
  explain     true adds "sentence" and "derivation"    default false
Units: working_day, working_hour, day, month, same_day, none. Instants: 2026-11-20T16:00:00+07:00.

Example:
  echo '{"id":1,"term":{"value":10,"unit":"working_day"},"events":[{"type":"start","at":"2026-11-20T16:00:00+07:00"}]}' | motcua deadline`,
  run,
};

type Answer = { readonly text: string; readonly isRefusal: boolean };

/** Answers one line of JSON. */
export function answerText(text: string, lookup: CalendarLookup, locale: Locale): Answer {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const error = { code: "line_not_json", field: "", article: null, params: {} };
    return { text: JSON.stringify(refusalAnswer(null, error, locale)), isRefusal: true };
  }
  return answerLine(value, lookup, locale);
}

/** Splits what a stream brings into lines; only blank lines are passed over. Whole blocks are kept, not single lines. */
async function* readBlocks(stdin: NodeJS.ReadableStream): AsyncGenerator<string[]> {
  const decoder = new TextDecoder("utf-8");
  let rest = "";
  for await (const chunk of stdin) {
    const text = rest + (typeof chunk === "string" ? chunk : decoder.decode(chunk as Uint8Array, { stream: true }));
    const lines = text.split("\n");
    rest = lines.pop() ?? "";
    yield lines;
  }
  yield [rest + decoder.decode()];
}

function readLocale(lang: string): Locale {
  if (lang !== "vi" && lang !== "en") throw new UsageError(`--lang is vi or en, not ${lang}`);
  return lang;
}

function readCalendarFile(file: string): CalendarData {
  const checked = checkCalendarData(JSON.parse(readFileSync(file, "utf8")));
  if (checked.ok) return checked.value;
  const faults = checked.error.map(({ code, path, value }) => `${path} ${code}: ${value}`);
  throw new CliRefusal(`${file} is not a sound calendar:\n${faults.join("\n")}`);
}

async function run(args: string[], io: CliIo): Promise<number> {
  const options = { lang: { type: "string" }, "calendar-file": { type: "string", multiple: true } } as const;
  const { values } = parseArgs({ args, options, strict: true });
  const locale = readLocale(values.lang ?? "vi");
  const lookup = createCalendarLookup((values["calendar-file"] ?? []).map(readCalendarFile));
  let refused = false;
  for await (const lines of readBlocks(io.stdin)) {
    let out = "";
    for (const line of lines) {
      if (line === "" || line.trim() === "") continue;
      const answer = answerText(line, lookup, locale);
      if (answer.isRefusal) refused = true;
      out += `${answer.text}\n`;
    }
    if (out !== "" && !io.stdout.write(out)) await once(io.stdout, "drain");
  }
  return refused ? EXIT.failed : EXIT.done;
}
