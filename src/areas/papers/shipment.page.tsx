import { groupThousands } from "#core/money/vnd.ts";
import { acceptOf, SCAN_RULE } from "#platform/files/file-kind.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import { Button, DateField, Details, FileField, Form, FormRow, RadioGroup, Table, Tag, TextField, type Tone } from "#ui/ui.tsx";
import { first, type PanelFacts, typedOf } from "./panel-facts.ts";
import type { Shipment } from "./shipment.ts";
import { text } from "./texts.ts";

export const TONES: Readonly<Record<Shipment["state"], Tone>> = { handed: "info", delivered: "success", came_back: "warning" };
export const money = (amount: number): string => `${groupThousands(amount)} đ`;

/** What the carrier collects: for the office, for itself, and what of it came in. */
export function CodOf({
  locale,
  it,
}: {
  readonly locale: Locale;
  readonly it: Pick<Shipment, "codVnd" | "postageVnd" | "collectedVnd" | "remittedVnd">;
}) {
  const held = (it.collectedVnd ?? 0) - it.remittedVnd;
  return (
    <>
      <span class="nowrap">{it.codVnd === 0 && it.collectedVnd === null ? "–" : money(it.collectedVnd ?? it.codVnd)}</span>
      {held > 0 && <div class="small">{text(locale, "shipment.held", { amount: money(held) })}</div>}
      {(it.collectedVnd ?? 0) > 0 && held === 0 && <div class="muted small">{text(locale, "shipment.remitted")}</div>}
      {it.postageVnd > 0 && (
        <div class="muted small nowrap">{text(locale, "shipment.postage_of", { amount: money(it.postageVnd) })}</div>
      )}
    </>
  );
}

function EndForm({ facts, shipment }: { facts: PanelFacts; shipment: Shipment }) {
  const { view } = facts;
  const { locale, dossier } = view;
  const refused = typedOf(view, "end_shipment");
  const typed = (name: string) => first(refused?.typed[name]);
  return (
    <Details summary={text(locale, "shipment.end")} open={refused !== undefined}>
      <Form
        action={`/ho-so/${dossier.id}/buu-gui/${shipment.id}/ket-thuc`}
        csrf={view.csrf}
        formKey={view.newKey()}
        files
        label={text(locale, "shipment.end")}
        {...(refused === undefined ? { scope: "end-shipment" } : { errors: refused.errors })}
      >
        <RadioGroup
          name="outcome"
          label={text(locale, "shipment.outcome")}
          value={typed("outcome") ?? "delivered"}
          options={(["delivered", "came_back"] as const).map((value) => ({ value, label: text(locale, `shipment.${value}`) }))}
        />
        <TextField name="receivedBy" label={text(locale, "shipment.received_by")} value={typed("receivedBy")} />
        <FileField
          name="proof"
          label={text(locale, "shipment.proof")}
          hint={text(locale, "shipment.proof_hint")}
          accept={acceptOf(SCAN_RULE.kinds)}
        />
        {shipment.codVnd > 0 && (
          <TextField
            name="collectedVnd"
            label={text(locale, "shipment.collected")}
            hint={text(locale, "shipment.collected_hint", { amount: money(shipment.codVnd) })}
            value={typed("collectedVnd") ?? groupThousands(shipment.codVnd)}
            width="s"
            inputMode="numeric"
            suffix="đ"
          />
        )}
        <TextField name="remark" label={text(locale, "shipment.remark")} value={typed("remark")} />
        <Button variant="secondary">{text(locale, "shipment.end")}</Button>
      </Form>
    </Details>
  );
}

function ShipForm({ facts }: { facts: PanelFacts }) {
  const { view } = facts;
  const { locale, dossier } = view;
  const refused = typedOf(view, "ship");
  const typed = (name: string) => first(refused?.typed[name]);
  const { owedBefore = 0, owedAfter = 0 } = dossier.facts.payment ?? {};
  const owed = owedBefore + owedAfter;
  return (
    <Details summary={text(locale, "shipment.make")} open={refused !== undefined}>
      <Form
        action={`/ho-so/${dossier.id}/buu-gui`}
        csrf={view.csrf}
        formKey={view.newKey()}
        label={text(locale, "shipment.make")}
        {...(refused === undefined ? { scope: "ship" } : { errors: refused.errors })}
      >
        <FormRow>
          <TextField name="slipNo" label={text(locale, "shipment.slip")} required value={typed("slipNo")} width="m" />
          <TextField name="carrier" label={text(locale, "shipment.carrier")} required value={typed("carrier")} width="m" />
        </FormRow>
        <TextField
          name="address"
          label={text(locale, "shipment.address")}
          required
          value={typed("address") ?? dossier.parties.owner.address}
        />
        <FormRow>
          <TextField
            name="codVnd"
            label={text(locale, "shipment.cod")}
            hint={text(locale, "shipment.cod_hint")}
            value={typed("codVnd") ?? (owed === 0 ? undefined : groupThousands(owed))}
            width="s"
            inputMode="numeric"
            suffix="đ"
          />
          <TextField
            name="postageVnd"
            label={text(locale, "shipment.postage")}
            hint={text(locale, "shipment.postage_hint")}
            value={typed("postageVnd")}
            width="s"
            inputMode="numeric"
            suffix="đ"
          />
        </FormRow>
        <DateField
          name="expectedOn"
          label={text(locale, "shipment.expected")}
          hint={text(locale, "shipment.expected_hint")}
          value={typed("expectedOn")}
        />
        <Button variant="secondary" icon="send">
          {text(locale, "shipment.make")}
        </Button>
      </Form>
    </Details>
  );
}

/** The result by post: each shipment with its slip and proof; a decided dossier may be sent. */
export function Shipments({ facts }: { facts: PanelFacts }) {
  const { view, shipments, writes } = facts;
  const { locale, dossier } = view;
  const underWay = shipments.find(({ state }) => state === "handed");
  return (
    <>
      {shipments.length > 0 && (
        <Table<Shipment>
          caption={text(locale, "shipment.title")}
          rows={shipments}
          rowKey={(row) => String(row.id)}
          columns={[
            {
              key: "slip",
              header: text(locale, "shipment.slip"),
              rowHeader: true,
              cell: (row) => `${row.slipNo} · ${row.carrier}`,
            },
            { key: "address", header: text(locale, "shipment.address"), cell: (row) => row.address },
            { key: "cod", header: text(locale, "shipment.cod"), align: "end", cell: (row) => <CodOf locale={locale} it={row} /> },
            {
              key: "handed",
              header: text(locale, "sheet.given"),
              cell: (row) => `${row.handedBy}, ${formatInstant(row.handedAt)}`,
            },
            {
              key: "state",
              header: text(locale, "digital.state"),
              cell: (row) => (
                <>
                  <Tag tone={TONES[row.state]}>{text(locale, `shipment.${row.state}`)}</Tag>{" "}
                  {[row.receivedBy, row.remark, row.endedAt === null ? null : formatInstant(row.endedAt)]
                    .filter(Boolean)
                    .join(" · ")}{" "}
                  {row.proofSha256 !== null && (
                    <a href={`/ho-so/${dossier.id}/buu-gui/${row.id}/bang-chung`}>{text(locale, "shipment.proof")}</a>
                  )}
                </>
              ),
            },
          ]}
        />
      )}
      {writes && underWay !== undefined && <EndForm facts={facts} shipment={underWay} />}
      {writes && underWay === undefined && dossier.state === "DECIDED" && <ShipForm facts={facts} />}
    </>
  );
}
