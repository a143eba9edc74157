import { formatDate, formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  Button,
  Card,
  Cluster,
  DateField,
  EmptyState,
  FilterBar,
  FoldedForm,
  Form,
  FormRow,
  LinkButton,
  Notice,
  NumberField,
  PageHeader,
  Section,
  SelectField,
  StatGrid,
  StatTile,
  Table,
  Tag,
  TextField,
} from "#ui/ui.tsx";
import { ITEM_KINDS, type Item } from "./facility.ts";
import { countModern, type Inventory, SHOP_STATES, type Shop, type ShopState, stateOf } from "./get-inventory.ts";
import type { Standard } from "./standard.rules.ts";
import { text } from "./texts.ts";

export interface OverviewProps {
  readonly locale: Locale;
  readonly on: string;
  readonly standard: Standard | undefined;
  readonly shops: readonly Shop[];
  /** Those alone are listed. */
  readonly state: ShopState | undefined;
}

/** Which communes conform to the standard of the day, and what is missing where; each figure opens to its rows. */
export function OverviewPage({ locale, on, standard, shops, state }: OverviewProps) {
  const { numerator, denominator } = countModern(shops);
  const listed = shops.filter((shop) => state === undefined || shop.state === state);
  const count = (wanted: ShopState): string =>
    wanted === "modern"
      ? text(locale, "overview.of", { n: numerator, of: denominator })
      : String(shops.filter((shop) => shop.state === wanted).length);
  return (
    <>
      <PageHeader
        title={text(locale, "overview.title")}
        lead={text(locale, "overview.lead", { day: formatDay(on) })}
        actions={
          <LinkButton href={`/co-so-vat-chat/xuat.csv?on=${on}`} variant="secondary">
            {text(locale, "export")}
          </LinkButton>
        }
      />
      <StandardNotice locale={locale} standard={standard} />
      <StatGrid>
        {SHOP_STATES.map((one) => (
          <StatTile
            key={one}
            value={count(one)}
            label={text(locale, `overview.${one}`)}
            href={`/co-so-vat-chat?on=${on}&state=${one}`}
            tone={one === "modern" && denominator > 0 && numerator === denominator ? "success" : undefined}
          />
        ))}
        <StatTile
          value={String(shops.flatMap(({ inventories }) => inventories).reduce((sum, { faults }) => sum + faults, 0))}
          label={text(locale, "overview.faults")}
        />
      </StatGrid>
      <FilterBar action="/co-so-vat-chat" resetHref={`/co-so-vat-chat?on=${on}`} count={state === undefined ? 0 : 1}>
        <DateField name="on" label={text(locale, "overview.on")} value={formatDay(on)} />
        <SelectField
          name="state"
          label={text(locale, "shop.state")}
          value={state ?? ""}
          emptyLabel={text(locale, "overview.all")}
          options={SHOP_STATES.map((one) => ({ value: one, label: text(locale, `state.${one}`) }))}
        />
      </FilterBar>
      <ShopsTable locale={locale} shops={listed} />
    </>
  );
}

function ShopsTable({ locale, shops }: { locale: Locale; shops: readonly Shop[] }) {
  return (
    <Table
      caption={text(locale, "overview.shops", { n: shops.length })}
      stack
      columns={[
        { key: "name", header: text(locale, "shop"), rowHeader: true, cell: (shop) => shop.name },
        { key: "state", header: text(locale, "shop.state"), cell: (shop) => <Verdict locale={locale} state={shop.state} /> },
        {
          key: "places",
          header: text(locale, "overview.places"),
          cell: (shop) => (
            <ul class="plain">
              {shop.inventories.map((one) => (
                <li key={one.place.unitId}>
                  <a href={`/co-so-vat-chat/${one.place.unitId}`}>{one.place.name}</a>: {placeText(locale, one)}
                </li>
              ))}
            </ul>
          ),
        },
        {
          key: "faults",
          header: text(locale, "overview.faults"),
          align: "end",
          cell: (shop) => shop.inventories.reduce((sum, { faults }) => sum + faults, 0),
        },
      ]}
      rows={shops}
      rowKey={(shop) => String(shop.agencyId)}
      empty={text(locale, "overview.none")}
    />
  );
}

const SHOP_TONES = { modern: "success", lacking: "warning", not_kept: "neutral" } as const;

const Verdict = ({ locale, state }: { locale: Locale; state: ShopState }) => (
  <Tag tone={SHOP_TONES[state]}>{text(locale, `state.${state}`)}</Tag>
);

/** What one place has to do with its commune's verdict: what it lacks, or how it stands. */
const placeText = (locale: Locale, inventory: Inventory): string =>
  stateOf(inventory) === "lacking"
    ? text(locale, "overview.lacks", { what: missingText(locale, inventory) })
    : text(locale, `state.${stateOf(inventory)}`);

/** "Máy in 1/2; Camera 0/1": what works beside what is asked for. */
export const missingText = (locale: Locale, { items, rows }: Inventory): string =>
  items.length === 0
    ? "–"
    : rows
        .filter(({ ok }) => !ok)
        .map(({ kind, working, least }) => `${text(locale, `kind.${kind}`)} ${working}/${least}`)
        .join("; ") || "–";

function StandardNotice({ locale, standard }: { locale: Locale; standard: Standard | undefined }) {
  if (standard === undefined) return <Notice tone="warning">{text(locale, "standard.none")}</Notice>;
  return (
    <Notice tone="info" title={text(locale, "standard.title", { source: standard.source })}>
      {!standard.verified && text(locale, "standard.unverified")}
    </Notice>
  );
}

export interface PlaceProps {
  readonly locale: Locale;
  readonly on: string;
  readonly standard: Standard | undefined;
  readonly inventory: Inventory;
  readonly canKeep: boolean;
  readonly csrf: string;
  readonly newKey: () => string;
}

/** One place: what the standard asks for, what stands there, and the forms that keep it true. */
export function PlacePage(props: PlaceProps) {
  const { locale, standard, inventory, canKeep } = props;
  return (
    <>
      <PageHeader
        title={inventory.place.name}
        lead={text(locale, "overview.lead", { day: formatDay(props.on) })}
        actions={<Verdict locale={locale} state={stateOf(inventory)} />}
      />
      <StandardNotice locale={locale} standard={standard} />
      <Table
        caption={text(locale, "conformity")}
        columns={[
          { key: "kind", header: text(locale, "kind"), rowHeader: true, cell: (row) => text(locale, `kind.${row.kind}`) },
          { key: "least", header: text(locale, "least"), align: "end", cell: (row) => row.least },
          { key: "there", header: text(locale, "there"), align: "end", cell: (row) => row.there },
          { key: "working", header: text(locale, "working"), align: "end", cell: (row) => row.working },
          {
            key: "ok",
            header: text(locale, "state"),
            cell: (row) => (
              <Tag tone={row.ok ? "success" : "danger"}>{text(locale, row.ok ? "state.enough" : "state.short")}</Tag>
            ),
          },
        ]}
        rows={inventory.rows}
        rowKey={(row) => row.kind}
      />
      <Section title={text(locale, "items.title", { n: inventory.items.length })}>
        {inventory.items.length === 0 && <EmptyState title={text(locale, "items.none")} />}
        {inventory.items.map((item) => (
          <ItemCard key={item.id} {...props} item={item} canKeep={canKeep} />
        ))}
      </Section>
      {canKeep && <AddForm {...props} />}
    </>
  );
}

const TONES = { good: "success", worn: "warning", broken: "danger" } as const;

function ItemCard(props: PlaceProps & { item: Item }) {
  const { locale, item, canKeep } = props;
  return (
    <Card title={`${text(locale, `kind.${item.kind}`)}: ${item.name}`} level={3}>
      <Cluster>
        <Tag tone={TONES[item.condition]}>{text(locale, `condition.${item.condition}`)}</Tag>
        <span>{text(locale, "items.quantity", { n: item.quantity })}</span>
        {item.assetCode !== null && <span class="code">{item.assetCode}</span>}
        <span class="muted">{text(locale, "items.since", { day: formatDay(item.since) })}</span>
      </Cluster>
      {item.fault !== null && item.faultAt !== null && (
        <p>{text(locale, "items.fault", { day: formatDate(item.faultAt), what: item.fault })}</p>
      )}
      {canKeep && <ChangeForm {...props} />}
    </Card>
  );
}

function ChangeForm({ locale, inventory, item, csrf, newKey }: PlaceProps & { item: Item }) {
  const steps = item.fault === null ? (["fault", "removed"] as const) : (["fixed", "removed"] as const);
  return (
    <FoldedForm
      summary={text(locale, "change")}
      action={`/co-so-vat-chat/${inventory.place.unitId}/thay-doi`}
      csrf={csrf}
      formKey={newKey()}
      hidden={{ itemId: String(item.id) }}
      scope={`i${item.id}`}
      label={`${text(locale, "change")}: ${item.name}`}
    >
      <FormRow>
        <SelectField
          name="step"
          label={text(locale, "change.step")}
          options={steps.map((step) => ({ value: step, label: text(locale, `step.${step}`) }))}
        />
        <TextField name="why" label={text(locale, "change.why")} maxLength={500} required />
      </FormRow>
      <Button variant="secondary">{text(locale, "change.save")}</Button>
    </FoldedForm>
  );
}

function AddForm({ locale, inventory, on, csrf, newKey }: PlaceProps) {
  return (
    <Section title={text(locale, "add.title")}>
      <Form action={`/co-so-vat-chat/${inventory.place.unitId}`} csrf={csrf} formKey={newKey()} scope="add">
        <FormRow>
          <SelectField
            name="kind"
            label={text(locale, "kind")}
            options={ITEM_KINDS.map((kind) => ({ value: kind, label: text(locale, `kind.${kind}`) }))}
          />
          <TextField name="name" label={text(locale, "add.name")} hint={text(locale, "add.name.hint")} maxLength={120} required />
        </FormRow>
        <FormRow>
          <NumberField name="quantity" label={text(locale, "add.quantity")} value="1" required />
          <TextField name="assetCode" label={text(locale, "add.asset_code")} maxLength={60} />
          <SelectField
            name="condition"
            label={text(locale, "state")}
            options={(["good", "worn"] as const).map((one) => ({ value: one, label: text(locale, `condition.${one}`) }))}
          />
          <DateField name="since" label={text(locale, "add.since")} value={formatDay(on)} required />
        </FormRow>
        <Button>{text(locale, "add.save")}</Button>
      </Form>
    </Section>
  );
}
