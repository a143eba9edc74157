import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  announcementDates,
  type CalendarData,
  type CalendarDay,
  type CalendarFault,
  calendarNotices,
  type CalendarYear,
  checkCalendarData,
  compileCalendar,
  daysKnownAt,
  fromICalendar,
  LUNAR_YEARS,
  proposeYear,
  replaceYears,
  toCalendarFile,
  toICalendar,
  YEAR_STATUSES,
  type YearStatus,
} from "#core/calendar/index.ts";
import { parsePlainDate, type PlainDate } from "#core/plain-date.ts";
import { CALENDAR_FOLDER, findCalendarData, listCalendarIds } from "#platform/reference/calendars.ts";
import { CliRefusal } from "./cli.errors.ts";
import messages from "./calendar.messages.en.json" with { type: "json" };
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";

export const command: CliCommand = {
  name: "calendar",
  summary: "List, show, check, import and propose working calendars",
  usage: `
Usage: motcua calendar list [--json]
       motcua calendar show ID [--year Y] [--known-at DATE] [--json | --ical]
       motcua calendar check ID|FILE.json [--json]
       motcua calendar import FILE.ics|FILE.json --into ID --source TEXT [--status published|provisional]
                              [--notice NUMBER] [--announced DATE] [--write]
       motcua calendar propose-year Y [--json | --ical]

  list          the calendars that ship, with their years and versions
  show          the days that differ from the weekly pattern, as known on a date
  check         ends with 1 when the calendar has faults; prints what is not verified
  import        replaces the years that the file covers; prints the new calendar, or writes it with --write
  propose-year  the days off that the law and the lunar calendar let one expect; nothing in it is official

Example:
  motcua calendar show vn --year 2024 --known-at 2024-04-11`,
  run,
};

const OPTIONS = {
  json: { type: "boolean" },
  ical: { type: "boolean" },
  write: { type: "boolean" },
  year: { type: "string" },
  "known-at": { type: "string" },
  into: { type: "string" },
  source: { type: "string" },
  status: { type: "string" },
  notice: { type: "string" },
  announced: { type: "string" },
} as const;

type Values = {
  readonly [Key in keyof typeof OPTIONS]?: (typeof OPTIONS)[Key]["type"] extends "boolean" ? boolean : string;
};

function readDateOption(text: string | undefined, name: string): PlainDate | undefined {
  if (text === undefined) return undefined;
  const parsed = parsePlainDate(text);
  if (!parsed.ok) throw new UsageError(`--${name} ${text}: ${parsed.error.code}`);
  return parsed.value;
}

function readYear(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{4}$/.test(text)) throw new UsageError(`${text} is not a year`);
  return Number(text);
}

function getData(id: string | undefined): CalendarData {
  if (id === undefined) throw new UsageError("which calendar? See: motcua calendar list");
  const data = findCalendarData(id);
  if (data === undefined) throw new CliRefusal(`there is no calendar ${id}; there are: ${listCalendarIds().join(", ")}`);
  return data;
}

/** The present instant as iCalendar writes it. */
const stampNow = (): string => new Date().toISOString().replace(/[-:]|\.\d+/g, "");

const dayText = (day: CalendarDay): string => {
  const cited = [day.basis, day.notice, day.announcedOn].filter((text) => text !== null).join(", ");
  return `${day.on}  ${day.kind.padEnd(12)}  ${day.verified ? "verified  " : "unverified"}  ${day.name.vi}${cited === "" ? "" : ` (${cited})`}\n`;
};

function list(values: Values, io: CliIo): number {
  const calendars = listCalendarIds().map((id) => {
    const data = getData(id);
    return { id, name: data.name, revision: data.revision, years: data.years, versions: announcementDates(data) };
  });
  if (values.json === true) io.stdout.write(`${JSON.stringify(calendars)}\n`);
  for (const { id, name, revision, years, versions } of values.json === true ? [] : calendars) {
    io.stdout.write(`${id}  ${name.vi} / ${name.en}, revision ${revision}\n`);
    for (const { year, status, verified } of years)
      io.stdout.write(`  ${year}  ${status}${verified ? "" : ", not all verified"}\n`);
    for (const date of versions) io.stdout.write(`  version of ${date}: a swap was announced\n`);
  }
  return EXIT.done;
}

function show(id: string | undefined, values: Values, io: CliIo): number {
  const data = getData(id);
  const year = readYear(values.year);
  const knownAt = readDateOption(values["known-at"], "known-at");
  const compiled = compileCalendar(data, { knownAt });
  if (year !== undefined && !data.years.some((entry) => entry.year === year)) {
    throw new CliRefusal(`calendar_not_published: calendar ${data.id} has no year ${year}`);
  }
  const days = daysKnownAt(data, knownAt).filter((day) => year === undefined || day.on.startsWith(`${year}-`));
  const version = compiled.ok ? compiled.value.version : "";
  if (values.ical === true) io.stdout.write(toICalendar({ ...data, days }, stampNow()));
  else if (values.json === true) io.stdout.write(`${JSON.stringify({ id: data.id, version, days })}\n`);
  else io.stdout.write(`${data.id}, version ${version}\n${days.map(dayText).join("")}`);
  return EXIT.done;
}

const textOf = (key: string): string => (messages as Record<string, string>)[key] ?? key;

const faultText = ({ path, code, value }: CalendarFault): string => `${path || "file"} ${textOf(`fault.${code}`)}: ${value}\n`;

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new CliRefusal(`${file}: ${(error as Error).message}`, EXIT.failed, { cause: error });
  }
}

function check(target: string | undefined, values: Values, io: CliIo): number {
  if (target === undefined) throw new UsageError("which calendar or file?");
  const value = target.endsWith(".json") ? readJson(target) : getData(target);
  const checked = checkCalendarData(value);
  const faults = checked.ok ? [] : checked.error;
  const notices = checked.ok ? calendarNotices(checked.value) : [];
  if (values.json === true) io.stdout.write(`${JSON.stringify({ faults, notices })}\n`);
  else {
    for (const fault of faults) io.stderr.write(faultText(fault));
    for (const { on, code } of notices) io.stdout.write(`${on}  ${textOf(`notice.${code}`)}\n`);
    io.stdout.write(`${faults.length} faults, ${notices.length} notices\n`);
  }
  return faults.length === 0 ? EXIT.done : EXIT.failed;
}

type Imported = { readonly years: readonly CalendarYear[]; readonly days: readonly CalendarDay[] };

function readCalendarJson(file: string): Imported {
  const checked = checkCalendarData(readJson(file));
  if (!checked.ok) throw new CliRefusal(`${file}:\n${checked.error.map(faultText).join("")}`);
  return checked.value;
}

function readICalendarFile(file: string, values: Values): Imported {
  if (values.source === undefined) throw new UsageError("--source is needed: a day without a source is not accepted");
  const status = values.status ?? "provisional";
  if (!(YEAR_STATUSES as readonly string[]).includes(status)) throw new UsageError(`--status is ${YEAR_STATUSES.join(", ")}`);
  const announcedOn = readDateOption(values.announced, "announced") ?? null;
  const read = fromICalendar(readFileSync(file, "utf8"), { source: values.source, notice: values.notice ?? null, announcedOn });
  if (!read.ok) throw new CliRefusal(`${file}: ${read.error.code}: ${read.error.value}`);
  const note = { vi: `Nhập từ ${values.source}`, en: `Imported from ${values.source}` };
  const years = [...new Set(read.value.map((day) => Number(day.on.slice(0, 4))))];
  return { years: years.map((year) => ({ year, status: status as YearStatus, verified: false, note })), days: read.value };
}

function importFile(file: string | undefined, values: Values, io: CliIo): number {
  if (file === undefined || values.into === undefined) throw new UsageError("import FILE --into ID");
  const { years, days } = file.endsWith(".json") ? readCalendarJson(file) : readICalendarFile(file, values);
  const merged = replaceYears(getData(values.into), years, days);
  const checked = checkCalendarData(merged);
  if (!checked.ok) throw new CliRefusal(`the calendar would not be sound:\n${checked.error.map(faultText).join("")}`);
  const text = toCalendarFile(merged);
  if (values.write !== true) {
    io.stdout.write(text);
    return EXIT.done;
  }
  writeFileSync(join(CALENDAR_FOLDER, `${merged.id}.json`), text);
  io.stdout.write(
    `${merged.id}, revision ${merged.revision}: ${years.map(({ year }) => year).join(", ")} replaced by ${days.length} days\n`,
  );
  return EXIT.done;
}

function propose(text: string | undefined, values: Values, io: CliIo): number {
  const year = readYear(text);
  if (year === undefined) throw new UsageError("which year?");
  if (year <= LUNAR_YEARS.first || year > LUNAR_YEARS.last) {
    throw new CliRefusal(`no proposal for ${year}: lunar dates are computed for ${LUNAR_YEARS.first + 1}–${LUNAR_YEARS.last}`);
  }
  const proposal = proposeYear(year);
  const data: CalendarData = {
    id: `vn-proposal-${year}`,
    name: { vi: `Đề xuất lịch nghỉ năm ${year}`, en: `Proposed days off of ${year}` },
    revision: 1,
    timeZone: "Asia/Ho_Chi_Minh",
    years: [proposal.year],
    days: proposal.days,
  };
  if (values.ical === true) io.stdout.write(toICalendar(data, stampNow()));
  else if (values.json === true) io.stdout.write(toCalendarFile(data));
  else io.stdout.write(`${proposal.year.note.vi}\n${proposal.year.note.en}\n${proposal.days.map(dayText).join("")}`);
  return EXIT.done;
}

async function run(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true, strict: true });
  const [action, target, ...rest] = positionals;
  const [surplus] = action === "list" ? positionals.slice(1) : rest;
  if (surplus !== undefined) throw new UsageError(`calendar ${action}: what is ${surplus}?`);
  switch (action) {
    case "list":
      return list(values, io);
    case "show":
      return show(target, values, io);
    case "check":
      return check(target, values, io);
    case "import":
      return importFile(target, values, io);
    case "propose-year":
      return propose(target, values, io);
    default:
      throw new UsageError(`calendar ${action ?? ""}: use list, show, check, import or propose-year`);
  }
}
