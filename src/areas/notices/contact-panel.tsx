import type { DossierPanel, PanelView } from "#dossiers";
import { formatInstant } from "#platform/i18n/dates.ts";
import { findPost } from "#platform/http/actor.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Button, Details, Form, FormRow, LiveChange, SelectField, Stack, Table, TextField } from "#ui/ui.tsx";
import { CHANNEL_ORDERS, CONTACT_KEEPERS, orderOf } from "./change-contact.ts";
import { findContact } from "./contact.store.ts";
import type { Contact } from "./notice.ts";
import { listDossierNotices, type NoticeWithSendings } from "./notice.store.ts";
import { NoticeTag, SendingText, ToldForm } from "./overview.page.tsx";
import { text } from "./texts.ts";

/** The name of the form among those of the dossier's page. */
export const CONTACT_FORM = "notices.contact";

interface PanelProps {
  readonly view: PanelView;
  readonly contact: Contact;
  readonly notices: readonly NoticeWithSendings[];
}

function contactText(locale: Locale, contact: Contact): string {
  if (contact.channels.length === 0) return text(locale, "panel.unwanted");
  const known = [contact.phone, contact.email].filter((part) => part !== null);
  return `${text(locale, "panel.contact")}: ${known.length === 0 ? text(locale, "panel.no_contact") : known.join(" · ")}`;
}

function NoticePanel({ view, contact, notices }: PanelProps) {
  const { locale, csrf } = view;
  return (
    <Stack>
      <LiveChange
        src={`/ho-so/${view.dossier.id}/truc-tiep`}
        known={String(view.dossier.seq)}
        href={`/ho-so/${view.dossier.id}`}
        text={text(locale, "live.changed")}
        reload={text(locale, "live.reload")}
      />
      <p>{contactText(locale, contact)}</p>
      {notices.length === 0 ? (
        <p class="muted">{text(locale, "panel.none")}</p>
      ) : (
        <Table
          caption={text(locale, "panel.title")}
          captionHidden
          rows={notices}
          rowKey={(row) => String(row.id)}
          columns={[
            {
              key: "event",
              header: text(locale, "templates.event"),
              rowHeader: true,
              cell: (row) => text(locale, `event.${row.event}`),
            },
            {
              key: "state",
              header: text(locale, "overview.state"),
              cell: (row) => <NoticeTag locale={locale} state={row.state} />,
            },
            {
              key: "channels",
              header: text(locale, "overview.channels"),
              cell: (row) => (
                <>
                  {row.sendings.map((sending) => (
                    <SendingText key={sending.channel} locale={locale} sending={sending} />
                  ))}
                  <ToldForm locale={locale} csrf={csrf} notice={row} />
                </>
              ),
            },
            { key: "at", header: text(locale, "inbox.at"), nowrap: true, cell: (row) => formatInstant(row.createdAt) },
          ]}
        />
      )}
      {findPost(view.actor, CONTACT_KEEPERS, view.dossier.agencyId) !== undefined && (
        <ContactForm view={view} contact={contact} notices={notices} />
      )}
    </Stack>
  );
}

function ContactForm({ view, contact }: PanelProps) {
  const { locale, csrf, dossier, newKey } = view;
  const refused = view.refused?.action === CONTACT_FORM ? view.refused : undefined;
  const one = (name: string, kept: string | null): string =>
    refused === undefined ? (kept ?? "") : String(refused.typed[name] ?? "");
  return (
    <Details summary={text(locale, "panel.change")} open={refused !== undefined}>
      <Form
        action={`/ho-so/${dossier.id}/lien-he`}
        csrf={csrf}
        formKey={newKey()}
        errors={refused?.errors}
        scope={refused === undefined ? "contact" : undefined}
      >
        <FormRow>
          <TextField name="phone" type="tel" label={text(locale, "panel.phone")} value={one("phone", contact.phone)} />
          <TextField name="email" type="email" label={text(locale, "panel.email")} value={one("email", contact.email)} />
        </FormRow>
        <FormRow>
          <SelectField
            name="locale"
            label={text(locale, "panel.language")}
            value={one("locale", contact.locale)}
            options={(["vi", "en"] as const).map((value) => ({ value, label: text(locale, `language.${value}`) }))}
          />
          <SelectField
            name="order"
            label={text(locale, "panel.order")}
            hint={text(locale, "panel.order_hint")}
            value={one("order", orderOf(contact.channels))}
            options={CHANNEL_ORDERS.map((value) => ({ value, label: text(locale, `panel.order.${value}`) }))}
          />
        </FormRow>
        <Button variant="secondary">{text(locale, "panel.save")}</Button>
      </Form>
    </Details>
  );
}

/** What the applicant of a dossier was told, and how they are reached. */
export const noticePanel: DossierPanel = {
  order: 70,
  title: (locale) => text(locale, "panel.title"),
  load: async (tx, view) => {
    const { dossier } = view;
    const [contact, notices] = await Promise.all([
      findContact(tx, dossier.id, dossier.parties),
      listDossierNotices(tx, dossier.id),
    ]);
    return <NoticePanel view={view} contact={contact} notices={notices} />;
  },
};
