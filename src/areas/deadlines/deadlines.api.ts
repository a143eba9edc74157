import { z } from "zod";
import { answerValue } from "#core/deadline/line.ts";
import { json } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { createCalendarLookup } from "#platform/reference/calendar-lookup.ts";

/** The most terms of one call. */
const MOST_TERMS = 1000;

const lookup = createCalendarLookup();

/** One term as `motcua deadline` reads it; the clock itself says what is wrong with a term, each by its own code. */
const term = z.record(z.string(), z.unknown());

const answer = z.object({
  id: z.unknown(),
  due_at: z.string().nullable().optional(),
  due_original_at: z.string().nullable().optional(),
  state: z.enum(["running", "paused", "stopped", "none"]).optional(),
  class: z.record(z.string(), z.string()).optional(),
  remaining_working_minutes: z.number().nullable().optional(),
  calendar_version: z.string().optional(),
  regime: z.string().optional(),
  error: z.object({ code: z.string(), field: z.string(), message: z.string(), article: z.string().optional() }).optional(),
});

/** Answers one term or a list of them. It only computes: nothing is stored, so it takes no idempotency key. */
const deadlines = route({
  method: "POST",
  path: "/api/v1/deadlines",
  roles: "public",
  scope: "reference",
  auditName: "deadlines.compute",
  rate: "look-up",
  summary: "Due dates of up to 1,000 terms, as motcua deadline computes them; a bad term gets its error, the rest go on.",
  schema: {
    params: z.object({}),
    query: z.object({}),
    body: z.union([z.array(term).min(1).max(MOST_TERMS), term]),
    response: z.union([z.array(answer), answer]),
  },
  handler: (c) => {
    const answerOne = (value: unknown) => {
      const result = answerValue(value, lookup, c.locale);
      return result.ok ? result.value : result.error;
    };
    return json(Array.isArray(c.body) ? c.body.map(answerOne) : answerOne(c.body));
  },
});

export const apiRoutes = [deadlines];
