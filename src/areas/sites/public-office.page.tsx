import type { UnitProfile } from "#organisation";
import { formatDay, formatNumber } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { Figures } from "#reports";
import {
  DateField,
  DescriptionList,
  FilterBar,
  PageHeader,
  Section,
  Stack,
  StatGrid,
  StackedBar,
  StatTile,
  Table,
  TextField,
} from "#ui/ui.tsx";
import type { Officer } from "./get-site.ts";
import { phoneText } from "./site-links.ts";
import type { SiteEntry } from "./site.store.ts";
import type { Site } from "./site.ts";
import { text } from "./texts.ts";

interface OnSite {
  readonly locale: Locale;
  readonly site: Site;
}

const PROFILE_FACTS = ["areaHectares", "households", "people", "hamlets"] as const;

/** Area, households, people and hamlets, with where they were read. */
export function ProfileTiles({ locale, profile }: { readonly locale: Locale; readonly profile: UnitProfile }) {
  return (
    <>
      <StatGrid>
        {PROFILE_FACTS.map((fact) => {
          const value = profile[fact];
          return value === null ? null : (
            <StatTile key={fact} value={formatNumber(value, locale)} label={text(locale, `profile.${fact}`)} />
          );
        })}
      </StatGrid>
      <p class="muted small">{text(locale, "profile.source", { source: profile.source })}</p>
    </>
  );
}

export interface OfficeProps extends OnSite {
  readonly on: string;
  readonly unitName: string;
  readonly officers: readonly Officer[];
  readonly profile: UnitProfile | undefined;
}

/** Who works in the office and how each is reached, and the unit's profile, both as of a day. */
export function SiteOfficePage({ locale, site, on, unitName, officers, profile }: OfficeProps) {
  return (
    <Stack>
      <PageHeader
        title={text(locale, "public.office")}
        lead={text(locale, "public.office_lead", { unit: unitName, on: formatDay(on) })}
      />
      <FilterBar action={`/trang/${site.slug}/co-quan`} submitLabel={text(locale, "public.show")}>
        <DateField name="ngay" label={text(locale, "public.on")} value={formatDay(on)} />
      </FilterBar>
      <DescriptionList
        columns={2}
        items={[
          { term: text(locale, "settings.address"), detail: site.address ?? "" },
          {
            term: text(locale, "settings.phone"),
            detail: site.phone === null ? "" : <a href={`tel:${site.phone}`}>{phoneText(site.phone)}</a>,
          },
          {
            term: text(locale, "settings.email"),
            detail: site.email === null ? "" : <a href={`mailto:${site.email}`}>{site.email}</a>,
          },
        ]}
      />
      <Section title={text(locale, "officers.title")}>
        <Table
          caption={text(locale, "officers.title")}
          captionHidden
          stack
          rows={officers}
          rowKey={(row) => `${row.postId} ${row.name}`}
          empty={text(locale, "officers.none")}
          columns={[
            { key: "name", header: text(locale, "officers.name"), rowHeader: true, cell: (row) => row.name },
            { key: "title", header: text(locale, "officers.post"), cell: (row) => row.title },
            { key: "unit", header: text(locale, "officers.unit"), cell: (row) => row.unitName },
            {
              key: "phone",
              header: text(locale, "settings.phone"),
              nowrap: true,
              cell: (row) => (row.phone === null ? "–" : <a href={`tel:${row.phone}`}>{phoneText(row.phone)}</a>),
            },
            {
              key: "email",
              header: text(locale, "settings.email"),
              cell: (row) => (row.email === null ? "–" : <a href={`mailto:${row.email}`}>{row.email}</a>),
            },
          ]}
        />
      </Section>
      <Section title={text(locale, "profile.title")}>
        {profile === undefined ? (
          <p class="muted">{text(locale, "profile.none")}</p>
        ) : (
          <ProfileTiles locale={locale} profile={profile} />
        )}
      </Section>
    </Stack>
  );
}

export interface StatisticsProps extends OnSite {
  readonly periods: readonly { readonly from: string; readonly to: string; readonly figures: Figures }[];
}

const COUNTED = ["receivedInPeriod", "resolvedEarly", "resolvedOnTime", "resolvedLate", "openInTime", "openLate"] as const;

const RESOLVED = [
  ["resolvedEarly", "success"],
  ["resolvedOnTime", "info"],
  ["resolvedLate", "danger"],
] as const;

/** How dossiers fared this month and this year, by form II.06a. */
export function SiteStatisticsPage({ locale, periods }: StatisticsProps) {
  return (
    <Stack>
      <PageHeader title={text(locale, "public.statistics")} lead={text(locale, "public.statistics_lead")} />
      {periods.map(({ from, to, figures }) => (
        <Section key={from} title={text(locale, "public.period", { from: formatDay(from), to: formatDay(to) })}>
          <StatGrid>
            {COUNTED.map((measure) => (
              <StatTile key={measure} value={formatNumber(figures[measure], locale)} label={text(locale, `count.${measure}`)} />
            ))}
          </StatGrid>
          <StackedBar
            label={text(locale, "public.resolved")}
            parts={RESOLVED.map(([measure, tone]) => ({
              label: text(locale, `count.${measure}`),
              value: figures[measure],
              tone,
            }))}
          />
        </Section>
      ))}
    </Stack>
  );
}

export interface SitesProps {
  readonly locale: Locale;
  readonly q: string | undefined;
  readonly sites: readonly SiteEntry[];
  readonly more: boolean;
}

/** Where to find the site of one's own commune. */
export function SitesPage({ locale, q, sites, more }: SitesProps) {
  return (
    <Stack>
      <PageHeader title={text(locale, "sites.title")} lead={text(locale, "sites.lead")} />
      <FilterBar action="/trang" submitLabel={text(locale, "sites.find")} resetHref={q === undefined ? undefined : "/trang"} open>
        <TextField name="q" label={text(locale, "sites.q")} value={q} maxLength={100} />
      </FilterBar>
      <Table
        caption={text(locale, "sites.title")}
        captionHidden
        stack
        rows={sites}
        rowKey={(row) => row.slug}
        empty={text(locale, "sites.none")}
        columns={[
          {
            key: "name",
            header: text(locale, "officers.unit"),
            rowHeader: true,
            cell: (row) => <a href={`/trang/${row.slug}`}>{row.name}</a>,
          },
          { key: "above", header: text(locale, "sites.above"), cell: (row) => row.parentName ?? "–" },
        ]}
      />
      {more && <p class="muted">{text(locale, "sites.more")}</p>}
    </Stack>
  );
}
