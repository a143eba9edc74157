import { formatDate } from "#platform/i18n/dates.ts";
import { ActionBar, Button, Card, FoldedForm, Form, FormRow, Notice, PageHeader, Section, Stack, TextField } from "#ui/ui.tsx";
import type { FormsProps } from "./article-form.page.tsx";
import { EditorTabs } from "./articles.page.tsx";
import type { Officer } from "./get-site.ts";
import type { Site } from "./site.ts";
import { text } from "./texts.ts";

export interface SettingsProps extends FormsProps {
  readonly site: Site | undefined;
  readonly officers: readonly Officer[];
  /** Addresses that it has left and that lead to it. */
  readonly formerAddresses: readonly string[];
  /** What the address of a site to come might be. */
  readonly proposedSlug: string;
}

/** Where the site is found, how the office is reached, and how each officer is. */
export function SettingsPage(props: SettingsProps) {
  const { locale, site, officers, publishes } = props;
  return (
    <Stack>
      <PageHeader title={text(locale, "tab.settings")} lead={text(locale, "settings.lead")} />
      {site !== undefined && <EditorTabs locale={locale} current="/thiet-lap" />}
      {site !== undefined && <Closed {...props} site={site} />}
      {publishes && <SiteForm {...props} />}
      {site !== undefined && (
        <Section title={text(locale, "officers.title")} lead={text(locale, "officers.lead")}>
          {officers.map((officer) => (
            <Card key={officer.postId} title={`${officer.title}: ${officer.name}`} level={3}>
              <p class="muted">{officer.unitName}</p>
              {publishes ? (
                <ContactForm {...props} officer={officer} />
              ) : (
                <p>{[officer.phone, officer.email].filter((part) => part !== null).join(", ") || "–"}</p>
              )}
            </Card>
          ))}
        </Section>
      )}
      {publishes && site?.closedAt === null && <CloseForm {...props} />}
    </Stack>
  );
}

/** That the site is closed, since when, why, and where its visitors are led; with the way back. */
function Closed({ locale, site, publishes, csrf, newKey }: SettingsProps & { readonly site: Site }) {
  if (site.closedAt === null) return null;
  return (
    <Notice tone="warning" title={text(locale, "settings.closed", { day: formatDate(site.closedAt) })}>
      <p>{site.closedWhy}</p>
      {site.movedTo !== null && <p>{text(locale, "settings.leads_to", { address: `/trang/${site.movedTo}` })}</p>}
      {publishes && (
        <Form action="/trang-tin/mo-lai" csrf={csrf} formKey={newKey()} scope="reopen">
          <Button variant="secondary">{text(locale, "settings.reopen")}</Button>
        </Form>
      )}
    </Notice>
  );
}

function CloseForm({ locale, csrf, newKey }: SettingsProps) {
  return (
    <FoldedForm
      summary={text(locale, "settings.close")}
      action="/trang-tin/dong"
      csrf={csrf}
      formKey={newKey()}
      scope="close"
      confirm={text(locale, "settings.close_sure")}
    >
      <TextField name="why" label={text(locale, "settings.close_why")} maxLength={500} required />
      <TextField
        name="successor"
        label={text(locale, "settings.successor")}
        hint={text(locale, "settings.successor_hint")}
        maxLength={60}
      />
      <Button variant="danger">{text(locale, "settings.close")}</Button>
    </FoldedForm>
  );
}

function SiteForm({ locale, site, formerAddresses, proposedSlug, csrf, newKey }: SettingsProps) {
  return (
    <Form action="/trang-tin/thiet-lap" csrf={csrf} formKey={newKey()} scope="site">
      <FormRow>
        <TextField
          name="slug"
          label={text(locale, "settings.slug")}
          hint={text(locale, "settings.slug_hint")}
          value={site?.slug ?? proposedSlug}
          maxLength={60}
          required
        />
        <TextField
          name="domain"
          label={text(locale, "settings.domain")}
          hint={text(locale, "settings.domain_hint")}
          value={site?.domain ?? ""}
          maxLength={253}
        />
      </FormRow>
      {formerAddresses.length > 0 && (
        <p class="muted">{text(locale, "settings.former", { addresses: formerAddresses.join(", ") })}</p>
      )}
      <TextField name="slogan" label={text(locale, "settings.slogan")} value={site?.slogan ?? ""} maxLength={200} />
      <TextField name="address" label={text(locale, "settings.address")} value={site?.address ?? ""} maxLength={300} />
      <FormRow>
        <TextField name="phone" label={text(locale, "settings.phone")} value={site?.phone ?? ""} type="tel" maxLength={20} />
        <TextField name="email" label={text(locale, "settings.email")} value={site?.email ?? ""} type="email" maxLength={254} />
      </FormRow>
      <ActionBar>
        <Button>{text(locale, site === undefined ? "editor.open_site" : "settings.save")}</Button>
      </ActionBar>
    </Form>
  );
}

function ContactForm({ locale, csrf, newKey, officer }: SettingsProps & { readonly officer: Officer }) {
  return (
    <Form
      action="/trang-tin/lien-he"
      csrf={csrf}
      formKey={newKey()}
      hidden={{ postId: String(officer.postId) }}
      scope={`o${officer.postId}`}
      label={officer.title}
    >
      <FormRow>
        <TextField name="phone" label={text(locale, "settings.phone")} value={officer.phone ?? ""} type="tel" maxLength={20} />
        <TextField name="email" label={text(locale, "settings.email")} value={officer.email ?? ""} type="email" maxLength={254} />
      </FormRow>
      <Button variant="secondary">{text(locale, "settings.save")}</Button>
    </Form>
  );
}
