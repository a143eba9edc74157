import { z } from "zod";
import type { Actor } from "#platform/http/actor.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { findAccount, openConfirmationKey } from "./account.store.ts";
import { AccountPage } from "./account.page.tsx";
import { cashierFor } from "./cashier.ts";
import { feePath } from "./fee-paths.ts";
import { plain } from "./fees.web.tsx";
import { AccountInput, setAccount } from "./set-account.ts";
import { text } from "./texts.ts";

const nothing = z.object({});
const KEEPERS = ["one_stop_head"] as const;

async function accountPage(
  c: RequestContext<unknown, unknown, unknown>,
  errors: readonly FieldRefusal[] = [],
  typed: Readonly<Record<string, string | string[] | undefined>> = {},
) {
  const by = cashierFor(c.actor, KEEPERS);
  const account = await c.read((tx) => findAccount(tx, by.agencyId));
  const title = text(c.locale, "account.title");
  return page(
    c.shell(
      { title, errors, breadcrumbs: [{ label: text(c.locale, "nav.list"), href: feePath.list }, { label: title }] },
      <AccountPage
        locale={c.locale}
        account={account}
        confirmationKey={account === undefined ? undefined : openConfirmationKey(account)}
        csrf={c.csrfToken}
        formKey={newFormKey()}
        typed={typed}
        publicUrl={c.publicUrl}
      />,
    ),
  );
}

const show = route({
  method: "GET",
  path: "/thu-phi/tai-khoan",
  roles: KEEPERS,
  scope: "agency-rows",
  auditName: "fees.account",
  rate: "page",
  recordsReads: true,
  schema: { params: nothing, query: nothing, body: nothing },
  handler: (c) => accountPage(c),
});

const save = route({
  method: "POST",
  path: "/thu-phi/tai-khoan",
  roles: KEEPERS,
  scope: "agency-rows",
  auditName: "fees.set_account",
  rate: "write",
  schema: { params: nothing, query: nothing, body: AccountInput },
  handler: async (c) => {
    const { agencyId } = cashierFor(c.actor, KEEPERS);
    const provinceId = (c.actor as Actor).provinceId ?? agencyId;
    await c.execute("fees.set_account", { agencyId, ...plain(c.body) }, (tx, unit) =>
      setAccount(tx, unit, { agencyId, provinceId }, c.body, c.now),
    );
    return redirect(feePath.account, text(c.locale, "done.account"));
  },
  onRefusal: (c, _refusal, errors, typed) => accountPage(c, errors, typed),
});

export const accountPages = [show, save];
