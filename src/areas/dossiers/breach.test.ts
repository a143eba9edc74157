import { describe, expect, it } from "vitest";
import { ask } from "../../../test/support/app.ts";
import { openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { testFiles } from "../../../test/support/files.ts";
import { makeOffice, starterProcedure } from "../../../test/support/office.ts";
import type { PlainDate } from "#core/plain-date.ts";
import { mergeUnits } from "#organisation";
import { execute } from "#platform/db/command.ts";
import { inTransaction } from "#platform/db/tx.ts";
import { componentsOf } from "#procedures";
import { jobs } from "./dossiers.jobs.ts";
import { recordBreaches, listBreaches } from "./breach.store.ts";
import { askWatches, type DossierExtension, extendDossiers } from "./extension.ts";

const TODAY = new Date().toISOString().slice(0, 10);

describe("no dossier waits in silence", () => {
  it("finds a dossier whose holder has left, names the cause, and forgets it when someone holds it again", async () => {
    const { app, superuser } = await testDatabase();
    const office = await makeOffice(app);
    const procedure = await starterProcedure(app);
    const caseCode = procedure.definition.cases[0]?.code ?? "default";
    const received = await ask("POST", "/api/v1/dossiers", office.staff.receiving_officer, {
      unitId: office.oneStopId,
      procedureVersionId: procedure.versionId,
      caseCode,
      parties: { owner: { name: "Lê Văn Cường" } },
      components: componentsOf(procedure.definition, caseCode).map(({ code }) => ({ code, original: 1 })),
      identityCheck: { method: "cccd_card", result: "matched" },
    });
    const { id } = received.json<{ id: number }>();
    const scope = { accountId: null, agencies: [office.agencyId] };
    const check = () => inTransaction(app, scope, (tx) => recordBreaches(tx, scope.agencies, TODAY, new Date()));
    expect(await check()).toEqual({ found: 0, mended: 0 });

    const holder = office.staff.receiving_officer.personId;
    await superuser.query("update assignment set during = daterange(lower(during), current_date - 1) where person_id = $1", [
      holder,
    ]);
    expect(await check()).toEqual({ found: 1, mended: 0 });
    expect(await check()).toEqual({ found: 0, mended: 0 });
    const [breach] = await inTransaction(app, scope, (tx) => listBreaches(tx, scope.agencies));
    expect(breach).toMatchObject({ dossierId: id, cause: "holder_left" });
    expect((await ask("GET", "/ho-so/vuong-mac", office.staff.leader)).body).toContain(
      "Người đang giữ không còn vị trí việc làm",
    );

    await superuser.query("update assignment set during = daterange(lower(during), null) where person_id = $1", [holder]);
    expect(await check()).toEqual({ found: 0, mended: 1 });
  });

  it("finds within a minute that the unit which has a dossier was merged, and what another area reports of an open one", async () => {
    const { app } = await testDatabase();
    const at = await openCounter();
    const { id } = await at.receive();
    const { agencyId, oneStopId, staff } = at.office;
    const scope = { accountId: null, agencies: [agencyId] };
    const causes = async () => (await inTransaction(app, scope, (tx) => listBreaches(tx, [agencyId]))).map(({ cause }) => cause);
    const signing: DossierExtension = {
      name: "signing",
      watch: async () => [{ dossierId: id, cause: "signature_refused" }],
    };
    const wired = extendDossiers([signing]);
    await inTransaction(app, scope, async (tx) =>
      recordBreaches(tx, [agencyId], TODAY, new Date(), await askWatches(tx, [agencyId], new Date())),
    );
    expect(await causes()).toEqual(["signature_refused"]);
    extendDossiers(wired);

    const call = { name: "test.merge", scope, actorKey: "test", input: null, agencyId };
    await execute(app, call, (tx, unit) =>
      mergeUnits(tx, unit, { fromIds: [oneStopId], on: TODAY as PlainDate }).then(() => null),
    );
    await inTransaction(app, scope, (tx) => recordBreaches(tx, [agencyId], TODAY, new Date()));
    expect(await causes()).toEqual(["unit_merged"]);
    expect((await ask("GET", "/ho-so/vuong-mac", staff.leader)).body).toContain("đã sáp nhập");
  });

  it("watches every agency though one of them fails, and says so", async () => {
    const [broken, other] = [await openCounter(), await openCounter()];
    const { id } = await other.receive();
    const { app, superuser } = await testDatabase();
    const watching: DossierExtension = {
      name: "watching",
      watch: async (_, [agency]) => {
        if (agency === broken.office.agencyId) throw new Error("broken");
        return agency === other.office.agencyId ? [{ dossierId: id, cause: "signature_refused" }] : [];
      },
    };
    const before = extendDossiers([watching]);
    try {
      const watch = jobs.find(({ queue }) => queue === "dossiers.watch");
      await expect(watch?.run(app, new Date(), { publicUrl: "", files: testFiles() })).rejects.toThrow(/^1 of \d+ agencies/);
    } finally {
      extendDossiers(before);
    }
    const { rows } = await superuser.query("select cause from breach where dossier_id = $1", [id]);
    expect(rows).toEqual([{ cause: "signature_refused" }]);
  });
});
