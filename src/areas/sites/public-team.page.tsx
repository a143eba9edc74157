import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Card, DescriptionList, EmptyState, Grid, PageHeader, Stack } from "#ui/ui.tsx";
import { phoneText } from "./site-links.ts";
import type { Duty, Team } from "./team.ts";
import { text } from "./texts.ts";

interface PublicTeam {
  readonly team: Team;
  readonly duties: readonly Duty[];
}

/** Whom to call for help at home, and who comes on which day. */
export function PublicTeamsPage({ locale, teams }: { readonly locale: Locale; readonly teams: readonly PublicTeam[] }) {
  return (
    <Stack>
      <PageHeader title={text(locale, "teams.title")} lead={text(locale, "teams.public_lead")} />
      {teams.length === 0 && <EmptyState title={text(locale, "teams.none")} icon="user" />}
      <Grid columns={2}>
        {teams.map(({ team, duties }) => (
          <Card key={team.id} title={team.name}>
            <DescriptionList
              items={[
                {
                  term: text(locale, "settings.phone"),
                  detail: team.phone === null ? "" : <a href={`tel:${team.phone}`}>{phoneText(team.phone)}</a>,
                },
                { term: text(locale, "teams.place"), detail: team.place ?? "" },
                ...[...Map.groupBy(duties, ({ on }) => on)].map(([on, who]) => ({
                  term: text(locale, "duty.on", { day: formatDay(on) }),
                  detail: who.map(({ name }) => name).join(", "),
                })),
              ]}
            />
          </Card>
        ))}
      </Grid>
    </Stack>
  );
}
