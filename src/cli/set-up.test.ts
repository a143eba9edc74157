import { testFiles } from "../../test/support/files.ts";
import { PassThrough, Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { findSession, routes, setUpRoutes, signIn } from "#identity";
import { buildServer } from "#platform/http/build-server.ts";
import type { Shell } from "#platform/http/shell.ts";
import { loadStarterCatalogue } from "#procedures";
import { freshDatabase, type TestDatabase } from "../../test/support/database.ts";
import { EXIT } from "./command.ts";
import { runCli } from "./main.ts";

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function motcua(database: TestDatabase, argv: readonly string[], input = ""): Promise<Outcome> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const env = { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl };
  const code = await runCli(argv, { stdout, stderr, stdin: Readable.from([input]), env });
  return { code, out: String(stdout.read() ?? ""), err: String(stderr.read() ?? "") };
}

const INIT = [
  "init",
  "--province",
  "Tỉnh Quảng Ninh",
  "--agency",
  "Phường Hồng Gai",
  "--code",
  "H49.31",
  "--admin-name",
  "Trần Thị Bình",
  "--admin-user",
  "binh.tran",
  "--since",
  "01/01/2026",
];

const here = { clientAddress: "127.0.0.1", userAgent: null, locale: "vi", now: new Date("2026-11-20T09:00:00+07:00") } as const;

describe("motcua init and user add", () => {
  it("sets up an office with its code, counter, working time, catalogue and administrator, once", async () => {
    const database = await freshDatabase("init");
    const made = await motcua(database, [...INIT, "--hours", "08:00-12:00,13:30-17:30", "--json"]);
    expect(made.err).toBe("");
    expect(made.code).toBe(EXIT.done);
    const answer = JSON.parse(made.out) as { agencyId: number; procedures: number; password: string };
    expect(answer.procedures).toBeGreaterThan(40);
    const session = await signIn(database.app, { ...here, username: "binh.tran", password: answer.password });
    expect(session.mustChangePassword).toBe(true);
    const { rows: codes } = await database.superuser.query("select code, scheme from unit_code where unit_id = $1", [
      answer.agencyId,
    ]);
    expect(codes).toEqual([{ code: "H49.31", scheme: "qd20" }]);
    const { rows: hours } = await database.superuser.query("select hours from unit_calendar where unit_id = $1", [
      answer.agencyId,
    ]);
    expect(hours).toEqual([
      {
        hours: [
          ["08:00", "12:00"],
          ["13:30", "17:30"],
        ],
      },
    ]);
    const { rows: shops } = await database.superuser.query(
      "select agency_id from unit join unit_version v on v.unit_id = unit.id where kind = 'one_stop_shop'",
    );
    expect(shops).toEqual([{ agency_id: answer.agencyId }]);

    const again = await motcua(database, INIT);
    expect(again.code).toBe(EXIT.failed);
    expect(again.err).toContain("set up already");

    const added = await motcua(
      database,
      [
        "user",
        "add",
        "--username",
        "An.Nguyen",
        "--name",
        "Nguyễn Văn An",
        "--unit",
        "H49.31",
        "--role",
        "receiving_officer",
        "--title",
        "Công chức tiếp nhận",
        "--from",
        "01/02/2026",
        "--password-stdin",
        "--json",
      ],
      "bốn mùa hoa nở\n",
    );
    expect(added.err).toBe("");
    expect(JSON.parse(added.out)).not.toHaveProperty("password");
    const { token } = await signIn(database.app, { ...here, username: "an.nguyen", password: "bốn mùa hoa nở" });
    const actor = (await findSession(database.app, token, here.now))?.actor;
    expect(actor).toMatchObject({ agencyId: answer.agencyId, agencies: [answer.agencyId], mustChangePassword: false });
    expect(actor?.roles).toEqual(new Set(["receiving_officer"]));
  });

  it("says which option is missing or wrong, and writes nothing", async () => {
    const database = await freshDatabase("init_wrong");
    expect(await motcua(database, ["init", "--province", "Tỉnh X"])).toMatchObject({ code: EXIT.usage });
    const wrong: [string, string, string][] = [
      ["--code", "242", "Hxx.n.m"],
      ["--hours", "17:00-08:00", "hours"],
      ["--since", "31/02/2026", "since"],
      ["--kind", "castle", "kind"],
      ["--admin-user", "Bình Trần", "username"],
    ];
    for (const [option, value, said] of wrong) {
      const outcome = await motcua(database, [...INIT, option, value]);
      expect([option, outcome.code]).toEqual([option, EXIT.failed]);
      expect(outcome.err).toContain(said);
    }
    const short = await motcua(database, [...INIT, "--password-stdin"], "ngắn\n");
    expect(short.err).toContain("at least 10 characters");
    const { rows } = await database.superuser.query(
      "select (select count(*)::int from unit) as units, (select count(*)::int from account) as accounts",
    );
    expect(rows).toEqual([{ units: 0, accounts: 0 }]);
  });

  it("refuses a user whose unit, role or name is not known", async () => {
    const database = await freshDatabase("user_wrong");
    await motcua(database, INIT);
    const user = [
      "user",
      "add",
      "--username",
      "an.nguyen",
      "--name",
      "Nguyễn Văn An",
      "--unit",
      "H49.31",
      "--role",
      "specialist",
      "--title",
      "Chuyên viên",
    ];
    for (const [option, value] of [
      ["--unit", "H49.99"],
      ["--role", "king"],
      ["--username", "binh.tran"],
      ["--from", "01/01/1999"],
    ] as const) {
      expect([option, (await motcua(database, [...user, option, value])).code]).toEqual([option, EXIT.failed]);
    }
    const { rows } = await database.superuser.query("select count(*)::int as persons from person");
    expect(rows).toEqual([{ persons: 1 }]);
  });
});

const noFrame: Shell = () => {
  throw new Error("no page of this test needs the frame");
};

describe("the set-up page", () => {
  it("opens from the server's machine while there is no account, and then never again", async () => {
    const database = await freshDatabase("set_up_page");
    const server = await buildServer({
      files: testFiles(),
      pool: database.app,
      routes: [...routes, ...setUpRoutes(loadStarterCatalogue)],
      findSession: (token, now) => findSession(database.app, token, now),
      shells: () => ({ shell: noFrame, portal: noFrame }),
      publicUrl: "http://localhost:3000",
      trustProxy: false,
      logLevel: "silent",
      rates: { "sign-in": 1000 },
    });
    try {
      const home = await server.inject({ method: "GET", url: "/dang-nhap" });
      expect(home.headers.location).toBe("/cai-dat");
      const form = await server.inject({ method: "GET", url: "/cai-dat" });
      expect(form.body).toContain('name="province"');
      const away = await server.inject({ method: "GET", url: "/cai-dat", remoteAddress: "192.168.1.9" });
      expect(away.body).not.toContain('name="province"');
      const body = {
        province: "Tỉnh Quảng Ninh",
        agency: "Phường Hồng Gai",
        kind: "commune",
        code: "H49.31",
        hours: "07:30-11:30, 13:00-17:00",
        since: "01/01/2026",
        fullName: "Trần Thị Bình",
        username: "binh.tran",
        password: "biển xanh cát trắng",
        catalogue: "1",
        week: ["mon", "tue", "wed", "thu", "fri", "sat"],
      };
      const post = ({ week, ...values }: typeof body, remoteAddress = "127.0.0.1") =>
        server.inject({
          method: "POST",
          url: "/cai-dat",
          remoteAddress,
          headers: {
            "content-type": "application/x-www-form-urlencoded",
            origin: "http://localhost:3000",
            host: "localhost:3000",
          },
          payload: new URLSearchParams([...Object.entries(values), ...week.map((day) => ["week", day])]).toString(),
        });
      expect((await post(body, "192.168.1.9")).statusCode).toBe(403);
      const refused = await post({ ...body, password: "123456789012" });
      expect(refused.statusCode).toBe(422);
      expect(refused.body).toContain('value="Phường Hồng Gai"');
      expect(refused.body).not.toContain("123456789012");
      expect(refused.body.match(/name="week"[^>]*checked/g)).toHaveLength(6);
      const idle = await post({ ...body, week: [] });
      expect(idle.statusCode).toBe(422);
      expect(idle.body).toContain("Chưa chọn ngày làm việc nào");
      expect(idle.body).not.toMatch(/name="week"[^>]*checked/);
      const [one, two] = await Promise.all([post(body), post({ ...body, username: "ke.gian" })]);
      expect([one.statusCode, two.statusCode].toSorted()).toEqual([303, 409]);
      expect((await server.inject({ method: "GET", url: "/cai-dat" })).statusCode).toBe(404);
      const { rows } = await database.superuser.query("select count(*)::int as accounts from account");
      expect(rows).toEqual([{ accounts: 1 }]);
      const { rows: calendars } = await database.superuser.query("select week from unit_calendar");
      expect(calendars).toEqual([{ week: body.week }]);
    } finally {
      await server.close();
    }
  });
});
