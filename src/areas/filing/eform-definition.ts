import { z } from "zod";
import { type Eform, FIELD_TYPES, MEANINGS, PREFILLS } from "#core/eform/index.ts";

const code = z.string().min(1).max(40);
const label = z.string().min(1).max(500);

const condition = z.strictObject({
  field: code,
  is: z.array(z.string().max(100)).min(1).optional(),
  not: z.boolean().optional(),
});

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const ageRule = z.strictObject({
  least: z.int().min(1).max(150).optional(),
  under: z.int().min(1).max(150).optional(),
  who: z.string().max(100).optional(),
  when: z.array(condition).max(10).optional(),
  basis: z.string().min(1).max(300),
  from: day.optional(),
  to: day.optional(),
});

const field = z.strictObject({
  kind: z.literal("field").optional(),
  code,
  type: z.enum(FIELD_TYPES),
  label,
  hint: z.string().max(1000).optional(),
  required: z.boolean().optional(),
  showIf: z.array(condition).max(10).optional(),
  options: z
    .array(z.strictObject({ value: z.string().min(1).max(60), label }))
    .max(100)
    .optional(),
  maxLength: z.int().min(1).max(10_000).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  past: z.boolean().optional(),
  ages: z.array(ageRule).max(10).optional(),
  prefill: z.enum(PREFILLS).optional(),
  means: z.enum(MEANINGS).optional(),
});

const group = z.strictObject({
  kind: z.literal("group"),
  code,
  label,
  hint: z.string().max(1000).optional(),
  showIf: z.array(condition).max(10).optional(),
  atLeast: z.int().min(0).max(50),
  atMost: z.int().min(1).max(50),
  fields: z.array(field).max(40),
});

const section = z.strictObject({
  code,
  title: label,
  lead: z.string().max(2000).optional(),
  showIf: z.array(condition).max(10).optional(),
  items: z.array(z.union([group, field])).max(60),
});

/** The shape of a form as it is stored; whether it can be filled in is `checkForm`'s to say. */
export const eformSchema: z.ZodType<Eform> = z.strictObject({ title: label, sections: z.array(section).max(30) });
