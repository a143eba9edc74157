import * as deadlines from "#deadlines";
import * as displays from "#displays";
import * as dossiers from "#dossiers";
import * as exchange from "#exchange";
import * as facilities from "#facilities";
import * as feedback from "#feedback";
import * as fees from "#fees";
import * as filing from "#filing";
import * as forms from "#forms";
import * as identity from "#identity";
import * as interconnection from "#interconnection";
import * as notices from "#notices";
import * as organisation from "#organisation";
import * as papers from "#papers";
import * as portal from "#portal";
import * as printers from "#printers";
import * as procedures from "#procedures";
import * as processes from "#processes";
import * as queue from "#queue";
import * as reports from "#reports";
import * as results from "#results";
import * as secondments from "#secondments";
import * as sites from "#sites";
import { fileJobs } from "#platform/files/file.jobs.ts";
import type { Route } from "#platform/http/route.ts";
import type { JobDefinition } from "#platform/jobs/job.ts";
import type { TaskDefinition } from "#platform/jobs/task.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import type { SealedPlace } from "#platform/secrets/sealed-places.ts";

interface Area {
  /** What it adds to every dossier: a guard, what follows, a section of the page. */
  readonly dossierExtension?: dossiers.DossierExtension;
  readonly routes?: readonly Route[];
  readonly navigation?: readonly NavEntry[];
  readonly jobs?: readonly JobDefinition[];
  readonly tasks?: readonly TaskDefinition[];
  /** Where it keeps secrets. */
  readonly sealedPlaces?: readonly SealedPlace[];
}

const AREAS: readonly Area[] = [
  identity,
  dossiers,
  filing,
  fees,
  papers,
  results,
  procedures,
  processes,
  organisation,
  forms,
  portal,
  printers,
  queue,
  feedback,
  displays,
  facilities,
  secondments,
  sites,
  reports,
  deadlines,
  interconnection,
  notices,
  exchange,
];

// In this order they guard, follow and show; the same in every process, since every process starts from here.
/** What the areas add to every dossier. */
export const dossierExtensions = AREAS.flatMap((area) => area.dossierExtension ?? []);
dossiers.extendDossiers(dossierExtensions);

procedures.askWhereFiled(filing.findFilingWay);

/** What a new installation knows: the procedures of a commune and those of the interconnected groups. */
const loadCatalogues: typeof procedures.loadStarterCatalogue = async (tx, on) => [
  ...(await procedures.loadStarterCatalogue(tx, on)),
  ...(await interconnection.saveGroupProcedures(tx, on)),
];

/** Every route of the product: what the server serves, the OpenAPI document describes and the access tests walk. */
export const allRoutes: readonly Route[] = [
  ...AREAS.flatMap((area) => area.routes ?? []),
  ...identity.setUpRoutes(loadCatalogues),
];
/** Where a host name leads that is not the installation's own. */
export const { findFrontPage } = sites;
export const allNavigation: readonly NavEntry[] = AREAS.flatMap((area) => area.navigation ?? []);
/** Everything that the worker does by a schedule. */
export const allJobs: readonly JobDefinition[] = [...fileJobs, ...AREAS.flatMap((area) => area.jobs ?? [])];
/** Everything that the worker does because something happened. */
export const allTasks: readonly TaskDefinition[] = AREAS.flatMap((area) => area.tasks ?? []);
/** Every place where secrets are stored: sealed at the first start, and anew after a rotation. */
export const allSealedPlaces: readonly SealedPlace[] = AREAS.flatMap((area) => area.sealedPlaces ?? []);
