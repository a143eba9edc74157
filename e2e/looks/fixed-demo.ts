import type { AddressInfo } from "node:net";
import { findSession, openCitizenSession } from "#identity";
import { makeDowntimeBanner } from "#notices";
import { buildServer } from "#platform/http/build-server.ts";
import { useSecretKeys } from "#platform/secrets/seal.ts";
import { readSecretKeys } from "#platform/secrets/secret-keys.ts";
import { STAND_IN_PEOPLE } from "#platform/peers/identity-people.ts";
import { allNavigation, allRoutes, findFrontPage } from "../../src/areas.ts";
import { DEFAULT_SEED, seedDemo } from "../../src/cli/seed-demo.ts";
import { makeShells } from "../../src/shell.tsx";
import { freshDatabase } from "../../test/support/database.ts";
import { testFiles } from "../../test/support/files.ts";
import { SECRET_KEY } from "../../test/support/secret-key.ts";
import { beginTestRun, endTestRun } from "../../test/support/test-run.ts";

/** A Wednesday morning, ten minutes past nine in Vietnam: the halls are open, and the day stays the same for ever. */
const NOW = new Date("2026-11-25T02:10:00Z");
const MANY = 1_000_000;
const RATES = { page: MANY, write: MANY, "sign-in": MANY, "look-up": MANY, export: MANY, api: MANY };

export interface FixedDemo {
  readonly url: string;
  readonly patterns: readonly string[];
  readonly citizenToken: string;
  stop(): Promise<void>;
}

/** The session of somebody who has filed things online. */
function openCitizen(pool: Parameters<typeof openCitizenSession>[0]): Promise<string> {
  const [, person] = STAND_IN_PEOPLE;
  const facts = {
    issuer: "https://id.example.vn",
    subject: person.sub,
    kind: "person",
    fullName: person.name,
    idNumber: person.citizen_id,
    dateOfBirth: person.birthdate,
    gender: person.gender,
    phone: person.phone_number,
    email: person.email,
    address: person.address,
    assurance: 2,
  } as const;
  return openCitizenSession(pool, facts, { locale: "vi", now: NOW, correlationId: "looks" });
}

/**
 * The product in this process, on demonstration data of one fixed moment: pictures taken today and next month then show
 * the same dates, numbers and lists. Only secrets differ.
 */
export async function startFixedDemo(): Promise<FixedDemo> {
  const keys = readSecretKeys(SECRET_KEY) ?? [];
  useSecretKeys({ source: "environment", list: () => keys });
  await beginTestRun();
  const { app, owner } = await freshDatabase("looks");
  const files = testFiles();
  await seedDemo(app, { seed: DEFAULT_SEED, now: NOW, files });
  await owner.query("analyze unit, unit_version, procedure_version, dossier, dossier_event");
  const server = await buildServer({
    pool: app,
    files,
    routes: allRoutes,
    findSession: (token, now) => findSession(app, token, now),
    shells: makeShells(allNavigation, makeDowntimeBanner(app)),
    publicUrl: "http://localhost:3000",
    findFrontPage: findFrontPage(app),
    trustProxy: false,
    logLevel: "silent",
    rates: RATES,
    maxEventLoopDelayMs: 0,
    now: () => NOW,
  });
  await server.listen({ port: 0, host: "localhost" });
  return {
    url: `http://localhost:${(server.server.address() as AddressInfo).port}`,
    patterns: allRoutes.filter(({ method }) => method === "GET").map(({ path }) => path),
    citizenToken: await openCitizen(app),
    stop: async () => {
      await server.close();
      await endTestRun();
    },
  };
}
