import { z } from "zod";
import { json } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { requiredText } from "#platform/input/fields.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";

const openSession = route({
  method: "POST",
  path: "/api/v1/sessions",
  roles: "public",
  scope: "installation",
  auditName: "sessions.open",
  rate: "sign-in",
  summary: "Signs in and answers a bearer token for the other calls.",
  schema: {
    params: z.object({}),
    query: z.object({}),
    body: z.object({ username: requiredText(60), password: requiredText(200) }),
    response: z.object({ token: z.string(), expiresAt: z.string(), mustChangePassword: z.boolean() }),
  },
  handler: async (c) => {
    const { locale, now, clientAddress, correlationId } = c;
    const session = await signIn(c.pool, {
      ...c.body,
      clientAddress,
      correlationId,
      locale,
      now,
      userAgent: c.userAgent ?? null,
    });
    return json({ ...session, expiresAt: session.expiresAt.toISOString() }, 201);
  },
});

const closeSession = route({
  method: "DELETE",
  path: "/api/v1/sessions/current",
  roles: "signed-in",
  scope: "own-account",
  auditName: "sessions.close",
  rate: "api",
  summary: "Ends the session of the bearer token.",
  schema: { params: z.object({}), query: z.object({}), body: z.object({}), response: z.object({ ended: z.literal(true) }) },
  handler: async (c) => {
    const token = c.sessionToken ?? "";
    await c.execute("sessions.close", {}, (tx, unit) => signOut(tx, unit, token));
    return json({ ended: true });
  },
});

export const sessionApi = [openSession, closeSession];
