import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Button, CheckboxGroup, Form, RadioGroup, SelectField, TextField } from "#ui/ui.tsx";
import { CARRIAGE_OUTCOMES, isUnderWay, type Sheet, type SheetItem } from "./hand-over.ts";
import { text } from "./texts.ts";

/** What became of papers that the post took, in a line for the sheet's table and its print. */
export function carriageText(locale: Locale, sheet: Pick<Sheet, "carrier" | "fromUnit">, item: SheetItem): string {
  if (isUnderWay(sheet, item)) return text(locale, "carriage.under_way");
  if (item.endedAt === null || item.outcome === null) return "";
  const who = { name: item.receivedBy ?? "", unit: item.reachedUnit ?? sheet.fromUnit, remark: item.remark ?? "" };
  return `${text(locale, `carriage.${item.outcome}_line`, who)} · ${item.endedBy ?? ""}, ${formatInstant(item.endedAt)}`;
}

export interface CarriageFormProps {
  readonly locale: Locale;
  readonly sheet: Sheet;
  readonly items: readonly SheetItem[];
  readonly units: readonly { readonly id: number; readonly name: string }[];
  readonly csrf: string;
  readonly formKey: string;
  readonly typed: Readonly<Record<string, string | string[] | undefined>>;
}

/** Where an officer writes down what the post reports of the papers that it took. */
export function CarriageForm({ locale, sheet, items, units, csrf, formKey, typed }: CarriageFormProps) {
  const one = (name: string): string | undefined => [typed[name]].flat()[0];
  const open = items.filter((item) => isUnderWay(sheet, item));
  const ticked = [typed["dossiers"]].flat().filter((value) => value !== undefined);
  return (
    <Form action={`/giay-to/ban-giao/${sheet.id}/buu-chinh`} csrf={csrf} formKey={formKey} label={text(locale, "carriage.end")}>
      <CheckboxGroup
        name="dossiers"
        label={text(locale, "carriage.dossiers")}
        values={ticked.length > 0 ? ticked : open.length === 1 ? open.map(({ dossierId }) => String(dossierId)) : []}
        options={open.map(({ dossierId, code, ownerName }) => ({ value: String(dossierId), label: `${code} – ${ownerName}` }))}
      />
      <RadioGroup
        name="outcome"
        label={text(locale, "carriage.outcome")}
        required
        value={one("outcome")}
        options={CARRIAGE_OUTCOMES.map((outcome) => ({ value: outcome, label: text(locale, `carriage.${outcome}`) }))}
      />
      <TextField
        name="receivedBy"
        label={text(locale, "carriage.received_by")}
        hint={text(locale, "carriage.received_by_hint")}
        value={one("receivedBy")}
      />
      <SelectField
        name="toUnitId"
        label={text(locale, "carriage.unit")}
        emptyLabel={text(locale, "choose")}
        value={one("toUnitId")}
        options={units.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      <TextField name="remark" label={text(locale, "note")} hint={text(locale, "carriage.remark_hint")} value={one("remark")} />
      <Button icon="check">{text(locale, "carriage.end")}</Button>
    </Form>
  );
}
