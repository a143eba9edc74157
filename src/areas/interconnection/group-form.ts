import { z } from "zod";
import { integer } from "#platform/input/fields.ts";
import { nestFields } from "#platform/input/nest.ts";
import { searchKey } from "#platform/input/text.ts";
import { validate } from "#platform/input/validate.ts";
import { EMPTY_MEMBER } from "./edit-group.ts";
import { wordsOf } from "./group.rules.ts";
import type { GroupDraft, GroupMember } from "./groups.ts";

const line = (most: number) => z.string().trim().max(most, { error: "@field.too_long" }).default("");
const ticked = z.preprocess((value) => value === "yes", z.boolean());
const daysField = z.preprocess((value) => (value === "" || value === undefined ? null : value), integer(1, 400).nullable());
const listed = z.preprocess(
  (value) => (value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value]),
  z.array(integer(1, 30)),
);
const list = <T extends z.ZodType>(row: T, most: number) =>
  z.preprocess((value) => (Array.isArray(value) ? value : []), z.array(row).max(most));

/** The draft as its page sends it: rows with numbers, of which the empty ones are left out. */
export const groupFormSchema = z.object({
  name: line(300),
  totalDays: daysField,
  separateDays: daysField,
  assumption: line(1000),
  basis: line(1000),
  verified: ticked,
  child: ticked,
  lead: listed,
  fields: list(z.object({ code: line(20), label: line(200), required: ticked }), 24),
  papers: list(z.object({ code: line(20), name: line(300), required: ticked }), 34),
  members: list(
    z.object({
      procedure: line(40),
      case: line(80),
      duty: line(300),
      dependsOn: listed,
      days: daysField,
      owner: z.enum(["applicant", "child"], { error: "@field.choice" }).default("applicant"),
      subject: line(300),
      papers: z.record(z.string().max(30), z.string().max(20)).default({}),
    }),
    31,
  ),
});

/** A code of letters alone, since it stands in braces in the subjects. */
function fieldCode(label: string, taken: Set<string>): string {
  const base =
    searchKey(label)
      .replaceAll(/[^a-z]/g, "")
      .slice(0, 16) || "thongtin";
  let code = base;
  for (let more = 97; taken.has(code); more += 1) code = `${base}${String.fromCharCode(more)}`;
  taken.add(code);
  return code;
}

/** What a filled-in page says; positions that a removed row had are moved with those that stay. */
export function groupOf(body: Readonly<Record<string, unknown>>): GroupDraft {
  const { lead, fields, papers, members, ...head } = validate(groupFormSchema, nestFields(body));
  const kept = members.map((member, index) => ({ member, position: index + 1 })).filter(({ member }) => member.procedure !== "");
  const places = new Map(kept.map(({ position }, index) => [position, index + 1]));
  const taken = new Set([...wordsOf(true), ...fields.map(({ code }) => code)]);
  return {
    ...head,
    fields: fields
      .filter(({ label }) => label !== "")
      .map((field) => (/^[a-z]{1,20}$/.test(field.code) ? field : { ...field, code: fieldCode(field.label, taken) })),
    papers: papers.filter(({ code, name }) => code !== "" || name !== ""),
    members: kept.map(({ member, position }): GroupMember => ({
      ...EMPTY_MEMBER,
      ...member,
      case: member.case === "" ? "default" : member.case,
      lead: lead.includes(position),
      dependsOn: member.dependsOn.flatMap((other) => places.get(other) ?? []).filter((other) => other !== places.get(position)),
      papers: Object.fromEntries(
        Object.entries(member.papers).flatMap(([code, paper]) => (paper === "" ? [] : [[code.replace(/^c/, ""), paper]])),
      ),
    })),
  };
}

export type GroupValues = Readonly<Record<string, string | readonly string[] | undefined>>;

const flag = (on: boolean): string => (on ? "yes" : "");

/** A draft as the fields of its page. */
export const valuesOfGroup = (it: GroupDraft): GroupValues => ({
  name: it.name,
  totalDays: it.totalDays === null ? "" : String(it.totalDays),
  separateDays: it.separateDays === null ? "" : String(it.separateDays),
  assumption: it.assumption,
  basis: it.basis,
  verified: flag(it.verified),
  child: flag(it.child),
  lead: it.members.flatMap(({ lead }, index) => (lead ? [String(index + 1)] : [])),
  ...Object.fromEntries(
    it.fields.flatMap(({ code, label, required }, index) => [
      [`fields.${index}.code`, code],
      [`fields.${index}.label`, label],
      [`fields.${index}.required`, flag(required)],
    ]),
  ),
  ...Object.fromEntries(
    it.papers.flatMap(({ code, name, required }, index) => [
      [`papers.${index}.code`, code],
      [`papers.${index}.name`, name],
      [`papers.${index}.required`, flag(required)],
    ]),
  ),
  ...Object.fromEntries(it.members.flatMap((member, index) => Object.entries(valuesOfMember(member, `members.${index}`)))),
});

const valuesOfMember = (member: GroupMember, at: string): GroupValues => ({
  [`${at}.procedure`]: member.procedure,
  [`${at}.case`]: member.case,
  [`${at}.duty`]: member.duty,
  [`${at}.dependsOn`]: member.dependsOn.map(String),
  [`${at}.days`]: member.days === null ? "" : String(member.days),
  [`${at}.owner`]: member.owner,
  [`${at}.subject`]: member.subject,
  ...Object.fromEntries(Object.entries(member.papers).map(([code, paper]) => [`${at}.papers.c${code}`, paper])),
});
