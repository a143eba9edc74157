import type { CliCommand } from "./command.ts";

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  /** Commands load when they are called: `motcua --help` must not load the whole product. */
  readonly load: () => Promise<{ readonly command: CliCommand }>;
}

/** Every command of the product, in the order of `motcua --help`; one line each. */
export const COMMANDS: readonly CommandEntry[] = [
  { name: "start", summary: "Run the product: database, web server and worker", load: () => import("./start.ts") },
  { name: "migrate", summary: "Bring the database's schema up to date", load: () => import("./migrate.ts") },
  { name: "doctor", summary: "Explain what is wrong with this installation", load: () => import("./doctor.ts") },
  { name: "backup", summary: "Write all data and files into one archive", load: () => import("./backup.ts") },
  {
    name: "archive verify",
    summary: "Compare every file of a hand-over package with its manifest",
    load: () => import("./archive-verify.ts"),
  },
  {
    name: "register verify",
    summary: "Say whether a closed register of dossiers still agrees with its hash and the dossiers",
    load: () => import("./register-verify.ts"),
  },
  { name: "restore", summary: "Fill an empty database from an archive", load: () => import("./restore.ts") },
  {
    name: "deadline",
    summary: "Compute statutory due dates: JSON Lines in, JSON Lines out",
    load: () => import("./deadline.ts"),
  },
  { name: "calendar", summary: "List, show, check, import and propose working calendars", load: () => import("./calendar.ts") },
  {
    name: "recompute deadlines",
    summary: "Preview or move the due dates of open dossiers after a change of calendar",
    load: () => import("./recompute-deadlines.ts"),
  },
  {
    name: "expire supplements",
    summary: "Stop dossiers whose time to supplement has passed",
    load: () => import("./expire-supplements.ts"),
  },
  {
    name: "import procedures",
    summary: "Import the national catalogue of procedures",
    load: () => import("./import-procedures.ts"),
  },
  {
    name: "import officers",
    summary: "Take over the officers of another system with their posts",
    load: () => import("./import-officers.ts"),
  },
  {
    name: "search",
    summary: "Find the procedure that answers a question in anyone's words",
    load: () => import("./search.ts"),
  },
  {
    name: "import units",
    summary: "Take over administrative units, their names, codes and successions",
    load: () => import("./import-units.ts"),
  },
  {
    name: "seed demo",
    summary: "Fill an empty database with a province that does not exist",
    load: () => import("./seed-demo.ts"),
  },
  {
    name: "import dossiers",
    summary: "Take over the dossiers of another system by a mapping file",
    load: () => import("./import-dossiers.ts"),
  },
  {
    name: "compare external",
    summary: "Say what differs between dossiers here and in the system that handles them",
    load: () => import("./compare-external.ts"),
  },
  {
    name: "edxml send",
    summary: "Send a document with its attachments to another office",
    load: () => import("./edxml-send.ts"),
  },
  {
    name: "edxml receive",
    summary: "Take in an edXML file that was sent to an office",
    load: () => import("./edxml-receive.ts"),
  },
  {
    name: "edxml list",
    summary: "List the documents that an office sent and received",
    load: () => import("./edxml-list.ts"),
  },
  {
    name: "edxml show",
    summary: "Show one document between offices, its envelope or its attachments",
    load: () => import("./edxml-show.ts"),
  },
  { name: "init", summary: "Set up a real office, without demonstration data", load: () => import("./init.ts") },
  { name: "user add", summary: "Add a person with an account and a post", load: () => import("./user-add.ts") },
  {
    name: "report ii06a",
    summary: "Form II.06a: received, resolved and open dossiers by timeliness",
    load: () => import("./report-ii06a.ts"),
  },
  {
    name: "process check",
    summary: "Say what keeps processes from running to their end",
    load: () => import("./process-check.ts"),
  },
  {
    name: "process export",
    summary: "Write a version of a process as BPMN 2.0 or JSON",
    load: () => import("./process-export.ts"),
  },
  {
    name: "process import",
    summary: "Begin a process from a BPMN 2.0 file, as a draft",
    load: () => import("./process-import.ts"),
  },
  {
    name: "report fees",
    summary: "Fees collected, refunded and settled in a period, with the ledger's total",
    load: () => import("./report-fees.ts"),
  },
  { name: "secrets rotate", summary: "Seal stored secrets under a new key", load: () => import("./secrets-rotate.ts") },
  { name: "openapi", summary: "Print the OpenAPI 3.1 description of the API", load: () => import("./openapi.ts") },
  {
    name: "seed figures",
    summary: "Build the histories behind the figures of the source reports",
    load: () => import("./seed-figures.ts"),
  },
  {
    name: "peer",
    summary: "Run a stand-in for SMS gateway, Zalo, national portal and a bank, to try things out",
    load: () => import("./peer.ts"),
  },
  { name: "figures", summary: "Print each figure of the source reports from the database", load: () => import("./figures.ts") },
];
