import type { Locale } from "#platform/i18n/messages.ts";
import { Button, Card, Cluster, EmptyState, FileField, Form, Grid, PageHeader } from "#ui/ui.tsx";
import type { Officer } from "./officer.store.ts";
import { text } from "./texts.ts";

export interface OfficersProps {
  readonly locale: Locale;
  readonly point: { readonly unitId: number; readonly name: string };
  readonly officers: readonly Officer[];
  /** Whose form was refused. */
  readonly refused: number | undefined;
  readonly csrf: string;
  readonly newKey: () => string;
}

/** Photographs of those who sit at the counters. */
export function OfficersPage({ locale, point, officers, refused, csrf, newKey }: OfficersProps) {
  const pathOf = ({ personId }: Officer): string => `/hang-doi/${point.unitId}/can-bo/${personId}`;
  return (
    <>
      <PageHeader kicker={point.name} title={text(locale, "officers.title")} lead={text(locale, "officers.lead")} />
      {officers.length === 0 && <EmptyState title={text(locale, "officers.none")} />}
      <Grid columns={3}>
        {officers.map((officer) => (
          <Card key={officer.personId} title={officer.name}>
            <p class="muted">{officer.post}</p>
            {officer.photo !== null && (
              <img
                src={`${pathOf(officer)}/anh`}
                alt={text(locale, "tablet.photo", { name: officer.name })}
                width="120"
                height="160"
              />
            )}
            <Form
              action={pathOf(officer)}
              csrf={csrf}
              formKey={newKey()}
              scope={refused === officer.personId ? undefined : `p${officer.personId}`}
              files
            >
              <FileField name="image" label={text(locale, "officers.choose")} accept=".jpg,.jpeg,.png" required />
              <Cluster>
                <Button variant="secondary">{text(locale, "officers.keep")}</Button>
              </Cluster>
            </Form>
            {officer.photo !== null && (
              <Form action={`${pathOf(officer)}/go`} csrf={csrf} formKey={newKey()} scope={`x${officer.personId}`}>
                <Button variant="quiet" size="s">
                  {text(locale, "officers.remove")}
                </Button>
              </Form>
            )}
          </Card>
        ))}
      </Grid>
    </>
  );
}
