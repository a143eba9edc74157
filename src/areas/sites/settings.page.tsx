import { ActionBar, Button, Card, Form, FormRow, PageHeader, Section, Stack, TextField } from "#ui/ui.tsx";
import { type FormsProps, valueIn } from "./article-form.page.tsx";
import { EditorTabs } from "./articles.page.tsx";
import type { Officer } from "./get-site.ts";
import type { Site } from "./site.ts";
import { text } from "./texts.ts";

export interface SettingsProps extends FormsProps {
  readonly site: Site | undefined;
  readonly officers: readonly Officer[];
}

/** Where the site is found, how the office is reached, and how each officer is. */
export function SettingsPage(props: SettingsProps) {
  const { locale, site, officers, publishes } = props;
  return (
    <Stack>
      <PageHeader title={text(locale, "tab.settings")} lead={text(locale, "settings.lead")} />
      {site !== undefined && <EditorTabs locale={locale} current="/thiet-lap" />}
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
    </Stack>
  );
}

function SiteForm({ locale, site, typed, csrf, newKey }: SettingsProps) {
  const value = valueIn(typed);
  return (
    <Form action="/trang-tin/thiet-lap" csrf={csrf} formKey={newKey()}>
      <FormRow>
        <TextField
          name="slug"
          label={text(locale, "settings.slug")}
          hint={text(locale, "settings.slug_hint")}
          value={value("slug")}
          maxLength={60}
          required
        />
        <TextField
          name="domain"
          label={text(locale, "settings.domain")}
          hint={text(locale, "settings.domain_hint")}
          value={value("domain")}
          maxLength={253}
        />
      </FormRow>
      <TextField name="slogan" label={text(locale, "settings.slogan")} value={value("slogan")} maxLength={200} />
      <TextField name="address" label={text(locale, "settings.address")} value={value("address")} maxLength={300} />
      <FormRow>
        <TextField name="phone" label={text(locale, "settings.phone")} value={value("phone")} type="tel" maxLength={20} />
        <TextField name="email" label={text(locale, "settings.email")} value={value("email")} type="email" maxLength={254} />
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
