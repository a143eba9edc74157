import { h } from "preact";
import { type Answers, type Group, isGroup, isShown, type Place, placesOf, rowCount, type Section } from "#core/eform/index.ts";
import { assetVersion } from "#platform/http/assets.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { ActionBar, Button, Fieldset, Form, PageHeader, Stack } from "#ui/ui.tsx";
import type { FilledFrom } from "./filing.ts";
import { QuestionField } from "./fields.page.tsx";
import { text } from "./texts.ts";

export interface SectionPageProps {
  readonly locale: Locale;
  readonly action: string;
  readonly filingId: number;
  readonly accountId: number;
  readonly section: Section;
  readonly position: number;
  readonly total: number;
  readonly procedureName: string;
  readonly answers: Answers;
  readonly filled: Readonly<Record<string, FilledFrom>>;
  readonly revision: number;
  /** yyyy-MM-dd: the rules about age of this day are said at their questions. */
  readonly today: string;
  readonly csrf: string;
}

const isFilledStill = (props: SectionPageProps, path: string): FilledFrom | undefined => props.filled[path];

function GroupRows({ props, group, places }: { props: SectionPageProps; group: Group; places: readonly Place[] }) {
  const { locale, answers } = props;
  const count = rowCount(group, answers);
  return (
    <>
      {Array.from({ length: count }, (_, row) => (
        <Fieldset key={row} legend={`${group.label} ${row + 1}`} hint={row === 0 ? group.hint : undefined}>
          {places
            .filter(({ within }) => within === `${group.code}.${row}.`)
            .map((place) => (
              <QuestionField
                key={place.path}
                locale={locale}
                place={place}
                answers={answers}
                filled={undefined}
                today={props.today}
              />
            ))}
          {count > group.atLeast && (
            <Button variant="secondary" size="s" name="do" value={`remove:${group.code}:${row}`}>
              {text(locale, "section.remove_row", { name: `${group.label} ${row + 1}` })}
            </Button>
          )}
        </Fieldset>
      ))}
      {count < group.atMost && (
        <Button variant="secondary" name="do" value={`add:${group.code}`} icon="plus">
          {text(locale, "section.add_row", { name: group.label })}
        </Button>
      )}
    </>
  );
}

const autosaveOf = ({ locale, filingId, accountId }: SectionPageProps) => ({
  "data-src": `/api/v1/filings/${filingId}/answers`,
  "data-owner": String(accountId),
  "data-saved": text(locale, "section.autosaved"),
  "data-offline": text(locale, "section.offline"),
  "data-over": text(locale, "section.over"),
});

/** One section of the form on a page of its own; what is typed is kept whichever button is pressed. */
export function SectionPage(props: SectionPageProps) {
  const { locale, section, answers } = props;
  const places = placesOf(section, answers);
  const asked = places.map(({ path }) => path).join(",");
  return (
    <>
      <PageHeader
        kicker={`${props.procedureName} · ${text(locale, "section.position", { position: props.position, total: props.total })}`}
        title={section.title}
        lead={section.lead}
      />
      {h(
        "motcua-autosave",
        autosaveOf(props),
        <Form
          action={props.action}
          csrf={props.csrf}
          formKey={newFormKey()}
          hidden={{ revision: String(props.revision), section: section.code, asked }}
        >
          {/* The first button is the one that Enter presses. */}
          <button class="visually-hidden" name="do" value="next" tabIndex={-1} aria-hidden="true" />
          <Stack>
            {section.items.map((item) => {
              if (!isShown(item.showIf, answers)) return null;
              if (isGroup(item)) return <GroupRows key={item.code} props={props} group={item} places={places} />;
              const place = places.find(({ path }) => path === item.code);
              if (place === undefined) return null;
              return (
                <QuestionField
                  key={item.code}
                  locale={locale}
                  place={place}
                  answers={answers}
                  filled={isFilledStill(props, item.code)}
                  today={props.today}
                />
              );
            })}
          </Stack>
          <ActionBar>
            <Button name="do" value="next">
              {text(locale, "section.next")}
            </Button>
            <Button name="do" value="later" variant="secondary">
              {text(locale, "section.later")}
            </Button>
          </ActionBar>
          <p class="muted" role="status" data-status>
            {text(locale, "section.kept")}
          </p>
        </Form>,
      )}
      <script type="module" src={`/assets/motcua-unsent.js?v=${assetVersion}`} />
      <script type="module" src={`/assets/motcua-autosave.js?v=${assetVersion}`} />
    </>
  );
}
