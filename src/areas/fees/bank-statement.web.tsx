import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { localDateOf } from "#core/instant.ts";
import { CSV_RULE } from "#platform/files/file-kind.ts";
import type { Actor } from "#platform/http/actor.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { optional, plainDay } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { type BankAccount, findAccount } from "./account.store.ts";
import { askForStatement } from "./ask-platform.ts";
import { BankDayPage } from "./bank-statement.page.tsx";
import { compareDay, findBankStatement, listRejected } from "./bank-statement.store.ts";
import { readBankStatement } from "./bank-statement.ts";
import { cashierFor, COLLECTORS } from "./cashier.ts";
import { feePath } from "./fee-paths.ts";
import { feeRefusal } from "./fees.errors.ts";
import { findPaymentPlatform } from "./payment-platform.store.ts";
import { takeBankStatement, takeMissing } from "./reconcile-bank.ts";
import { text } from "./texts.ts";

type Context = RequestContext<unknown, unknown, unknown>;
const nothing = z.object({});
const DayInput = z.object({ day: plainDay() });

async function dayPage(c: Context, wanted: string | undefined, errors: readonly FieldRefusal[] = []) {
  const { agencyId } = cashierFor(c.actor, COLLECTORS);
  const day = wanted ?? localDateOf(c.now.getTime());
  const found = await c.read(async (tx) => {
    const [account, platform] = await Promise.all([findAccount(tx, agencyId), findPaymentPlatform(tx)]);
    const statement = account === undefined ? undefined : await findBankStatement(tx, account.id, day);
    if (account === undefined || statement === undefined) return { account, platform, statement, compared: [], rejected: [] };
    const of = { accountId: account.id, day, statementId: statement.id };
    const [compared, rejected] = await Promise.all([compareDay(tx, of), listRejected(tx, statement.id)]);
    return { account, platform, statement, compared, rejected };
  });
  const title = text(c.locale, "bank.title");
  return page(
    c.shell(
      { title, errors, wide: true, breadcrumbs: [{ label: text(c.locale, "nav.list"), href: feePath.list }, { label: title }] },
      <BankDayPage locale={c.locale} day={day} csrf={c.csrfToken} newKey={newFormKey} {...found} />,
    ),
  );
}

const show = route({
  method: "GET",
  path: "/thu-phi/doi-soat-ngan-hang",
  roles: COLLECTORS,
  scope: "agency-rows",
  auditName: "fees.bank_day",
  rate: "page",
  recordsReads: true,
  schema: { params: nothing, query: z.object({ day: optional(plainDay()) }), body: nothing },
  handler: (c) => dayPage(c, c.query.day),
  onRefusal: (c, _refusal, errors) => dayPage(c, undefined, errors),
});

async function ownAccount(c: Context): Promise<BankAccount> {
  const { agencyId } = cashierFor(c.actor, COLLECTORS);
  const account = await c.read((tx) => findAccount(tx, agencyId));
  if (account === undefined) throw feeRefusal("no_account");
  return account;
}

const keeperOf = (c: Context) => {
  const { accountId, name } = c.actor as Actor;
  return { accountId, name };
};
const hrefOf = (day: string): string => `${feePath.bankDay}?day=${day}`;
const typedDay = (typed: Readonly<Record<string, unknown>>): string | undefined => plainDay().safeParse(typed["day"]).data;

async function keep(c: Context, account: BankAccount, day: string, source: "file" | "platform", content: string) {
  const lines = readBankStatement(content, day);
  const input = { day, source, sha256: createHash("sha256").update(content).digest("hex") };
  const of = { account, day, source };
  const done = await c.execute("fees.take_statement", input, (tx, unit) =>
    takeBankStatement(tx, unit, keeperOf(c), of, lines, c.now),
  );
  return redirect(hrefOf(day), text(c.locale, "bank.taken", { lines: lines.length - done.rejected, rejected: done.rejected }));
}

const take = route({
  method: "POST",
  path: "/thu-phi/doi-soat-ngan-hang",
  roles: COLLECTORS,
  scope: "agency-rows",
  auditName: "fees.take_statement",
  rate: "write",
  takesFiles: CSV_RULE,
  schema: { params: nothing, query: nothing, body: DayInput },
  handler: async (c) => {
    const account = await ownAccount(c);
    const [upload] = c.uploads;
    if (upload === undefined) throw feeRefusal("statement_unreadable", { field: "file" });
    const content = await readFile(c.files.pathOf(upload.sha256), "utf8");
    return keep(c, account, c.body.day, "file", content);
  },
  onRefusal: (c, _refusal, errors, typed) => dayPage(c, typedDay(typed), errors),
});

const ask = route({
  method: "POST",
  path: "/thu-phi/doi-soat-ngan-hang/hoi",
  roles: COLLECTORS,
  scope: "agency-rows",
  auditName: "fees.ask_statement",
  rate: "write",
  schema: { params: nothing, query: nothing, body: DayInput },
  handler: async (c) => {
    const [account, platform] = await Promise.all([ownAccount(c), c.read((tx) => findPaymentPlatform(tx))]);
    if (platform === undefined) throw feeRefusal("platform_unreachable");
    const content = await askForStatement(platform, account, c.body.day);
    return keep(c, account, c.body.day, "platform", content);
  },
  onRefusal: (c, _refusal, errors, typed) => dayPage(c, typedDay(typed), errors),
});

const missing = route({
  method: "POST",
  path: "/thu-phi/doi-soat-ngan-hang/ghi-nhan",
  roles: COLLECTORS,
  scope: "agency-rows",
  auditName: "fees.take_missing",
  rate: "write",
  schema: { params: nothing, query: nothing, body: DayInput },
  handler: async (c) => {
    const account = await ownAccount(c);
    const { day } = c.body;
    const taken = await c.execute("fees.take_missing", { day }, (tx, unit) => takeMissing(tx, unit, account, day, c.now));
    return redirect(hrefOf(day), text(c.locale, "bank.missing_taken", taken));
  },
  onRefusal: (c, _refusal, errors, typed) => dayPage(c, typedDay(typed), errors),
});

export const bankDayPages = [show, take, ask, missing];
