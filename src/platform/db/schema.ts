// Written by scripts/generate-db-types.mjs from the migrated schema. Do not edit: change a migration and run it again.

import type { ColumnType, Generated, GeneratedAlways } from "kysely";

/** jsonb: an array must be handed over as JSON text, since the driver writes a JavaScript array as an SQL array. */
export type JsonColumn = ColumnType<unknown, string | Readonly<Record<string, unknown>>>;
export type JsonColumnOrNull = ColumnType<unknown, string | Readonly<Record<string, unknown>> | null>;
export type InstantColumn = ColumnType<Date, Date | string>;
export type InstantColumnOrNull = ColumnType<Date | null, Date | string | null>;
/** With a default: may be left out when inserting. */
export type DefaultedJsonColumn = ColumnType<unknown, string | Readonly<Record<string, unknown>> | undefined, string | Readonly<Record<string, unknown>>>;
export type DefaultedInstantColumn = ColumnType<Date, Date | string | undefined, Date | string>;

export interface DB {
  account: AccountTable;
  assignment: AssignmentTable;
  audit: AuditTable;
  breach: BreachTable;
  citizen: CitizenTable;
  citizen_mandate: CitizenMandateTable;
  delegation: DelegationTable;
  dossier: DossierTable;
  dossier_counter: DossierCounterTable;
  dossier_event: DossierEventTable;
  idempotency: IdempotencyTable;
  import_run: ImportRunTable;
  look_up_miss: LookUpMissTable;
  oidc_request: OidcRequestTable;
  outbox: OutboxTable;
  person: PersonTable;
  post: PostTable;
  procedure: ProcedureTable;
  procedure_version: ProcedureVersionTable;
  reference_generation: ReferenceGenerationTable;
  saved_filter: SavedFilterTable;
  schema_migration: SchemaMigrationTable;
  session: SessionTable;
  setting: SettingTable;
  sign_in_attempt: SignInAttemptTable;
  slip_print: SlipPrintTable;
  task: TaskTable;
  unit: UnitTable;
  unit_calendar: UnitCalendarTable;
  unit_code: UnitCodeTable;
  unit_profile: UnitProfileTable;
  unit_rollout: UnitRolloutTable;
  unit_succession: UnitSuccessionTable;
  unit_version: UnitVersionTable;
}

export interface AccountTable {
  id: GeneratedAlways<number>;
  person_id: number;
  username: string;
  password_hash: string;
  demo: Generated<boolean>;
  must_change_password: Generated<boolean>;
  disabled_at: InstantColumnOrNull;
  created_at: DefaultedInstantColumn;
  kind: Generated<string>;
}

export interface AssignmentTable {
  id: GeneratedAlways<number>;
  person_id: number;
  post_id: number;
  during: string;
  decision_no: string | null;
}

export interface AuditTable {
  id: GeneratedAlways<number>;
  at: DefaultedInstantColumn;
  account_id: number | null;
  agency_id: number | null;
  action: string;
  outcome: string;
  subject: string | null;
  correlation_id: string | null;
  detail: DefaultedJsonColumn;
}

export interface BreachTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  dossier_id: number;
  cause: string;
  found_at: InstantColumn;
  mended_at: InstantColumnOrNull;
}

export interface CitizenTable {
  account_id: number;
  kind: string;
  issuer: string | null;
  subject: string | null;
  full_name: string;
  id_number: string | null;
  date_of_birth: string | null;
  gender: string | null;
  phone: string | null;
  email: string | null;
  address: string | null;
  assurance: Generated<number>;
  opened_by: string;
  opening_agency_id: number | null;
  opened_by_person_id: number | null;
  opened_at: InstantColumn;
  consent_at: InstantColumnOrNull;
  consent_how: string | null;
  synthetic: Generated<boolean>;
  first_signed_in_at: InstantColumnOrNull;
  last_signed_in_at: InstantColumnOrNull;
}

export interface CitizenMandateTable {
  id: GeneratedAlways<number>;
  account_id: number;
  relation: string;
  name: string;
  id_number: string | null;
  date_of_birth: string | null;
  basis: string;
  valid_until: string | null;
  recorded_at: InstantColumn;
  ended_at: InstantColumnOrNull;
}

export interface DelegationTable {
  id: GeneratedAlways<number>;
  from_assignment_id: number;
  to_person_id: number;
  during: string;
  decision_no: string;
  revoked_at: InstantColumnOrNull;
  created_at: DefaultedInstantColumn;
}

export interface DossierTable {
  id: GeneratedAlways<number>;
  province_id: number;
  agency_id: number;
  unit_id: number;
  code: string;
  procedure_version_id: number;
  case_code: Generated<string>;
  procedure_code: string;
  procedure_name: string;
  field: string;
  origin: Generated<string>;
  source_id: string | null;
  channel: string;
  regime: string;
  time_zone: Generated<string>;
  term_value: number | null;
  term_unit: string;
  state: string;
  outcome: string | null;
  proposal: string | null;
  received_at: InstantColumn;
  due_original_at: InstantColumnOrNull;
  due_unextended_at: InstantColumnOrNull;
  due_at: InstantColumnOrNull;
  due_source: string | null;
  paused_at: InstantColumnOrNull;
  ended_at: InstantColumnOrNull;
  returned_at: InstantColumnOrNull;
  holder_person_id: number | null;
  holder_unit_id: number | null;
  owner_name: string;
  owner_id_number: string | null;
  owner_phone: string | null;
  subject: string | null;
  parties: JsonColumn;
  components: DefaultedJsonColumn;
  attributes: DefaultedJsonColumn;
  flags: Generated<string[]>;
  supplement_count: Generated<number>;
  tracking_secret: string;
  secret_hash: GeneratedAlways<Buffer>;
  last_seq: number;
  last_event_at: InstantColumn;
  search_key: GeneratedAlways<string>;
  facts: DefaultedJsonColumn;
  state_seq: Generated<number>;
}

export interface DossierCounterTable {
  agency_id: number;
  series: string;
  day: string;
  last_number: number;
}

export interface DossierEventTable {
  id: GeneratedAlways<number>;
  province_id: number;
  agency_id: number;
  dossier_id: number;
  seq: number;
  type: string;
  occurred_at: InstantColumn;
  recorded_at: DefaultedInstantColumn;
  account_id: number | null;
  person_id: number | null;
  actor_name: string;
  actor_role: string | null;
  actor_unit_id: number | null;
  on_behalf_of_person_id: number | null;
  reason: string | null;
  payload: DefaultedJsonColumn;
  state: string;
  outcome: string | null;
  due_unextended_at: InstantColumnOrNull;
  due_at: InstantColumnOrNull;
  paused_at: InstantColumnOrNull;
  ended_at: InstantColumnOrNull;
  supplement_count: Generated<number>;
}

export interface IdempotencyTable {
  actor: string;
  key: string;
  command: string;
  fingerprint: string;
  response: JsonColumnOrNull;
  created_at: DefaultedInstantColumn;
}

export interface ImportRunTable {
  id: GeneratedAlways<number>;
  agency_id: number | null;
  kind: string;
  source: string;
  source_hash: string;
  mapping: string | null;
  dry_run: Generated<boolean>;
  started_at: DefaultedInstantColumn;
  finished_at: InstantColumnOrNull;
  report: DefaultedJsonColumn;
}

export interface LookUpMissTable {
  client_hash: Buffer;
  at: DefaultedInstantColumn;
}

export interface OidcRequestTable {
  state_hash: Buffer;
  visit_hash: Buffer;
  nonce: string;
  code_verifier: string;
  next: string;
  created_at: InstantColumn;
}

export interface OutboxTable {
  id: GeneratedAlways<number>;
  at: DefaultedInstantColumn;
  agency_id: number | null;
  topic: string;
  subject: string;
  payload: DefaultedJsonColumn;
  relayed_at: InstantColumnOrNull;
}

export interface PersonTable {
  id: GeneratedAlways<number>;
  full_name: string;
  search_key: GeneratedAlways<string>;
  created_at: DefaultedInstantColumn;
}

export interface PostTable {
  id: GeneratedAlways<number>;
  unit_id: number;
  agency_id: number;
  title: string;
  role: string;
  during: Generated<string>;
}

export interface ProcedureTable {
  id: GeneratedAlways<number>;
  code: string;
  created_at: DefaultedInstantColumn;
}

export interface ProcedureVersionTable {
  id: GeneratedAlways<number>;
  procedure_id: number;
  version: number;
  during: string;
  status: string;
  name: string;
  field: string;
  levels: string[];
  commune_office: Generated<boolean>;
  audiences: Generated<string[]>;
  term_value: number | null;
  term_unit: string;
  has_detail: Generated<boolean>;
  definition: JsonColumn;
  source: string;
  content_hash: string;
  search_key: GeneratedAlways<string>;
  origin: Generated<string>;
  verified: Generated<boolean>;
  created_at: DefaultedInstantColumn;
  name_key: GeneratedAlways<string>;
}

export interface ReferenceGenerationTable {
  slot: number;
  changes: number;
}

export interface SavedFilterTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  account_id: number;
  name: string;
  query: string;
  created_at: DefaultedInstantColumn;
}

export interface SchemaMigrationTable {
  version: number;
  name: string;
  sha256: string;
  applied_at: DefaultedInstantColumn;
}

export interface SessionTable {
  token_hash: Buffer;
  account_id: number;
  csrf_token: string;
  locale: Generated<string>;
  created_at: DefaultedInstantColumn;
  last_seen_at: DefaultedInstantColumn;
  expires_at: InstantColumn;
  user_agent: string | null;
}

export interface SettingTable {
  name: string;
  value: JsonColumn;
  changed_at: DefaultedInstantColumn;
}

export interface SignInAttemptTable {
  id: GeneratedAlways<number>;
  username_hash: Buffer;
  client_hash: Buffer;
  at: DefaultedInstantColumn;
  succeeded: boolean;
}

export interface SlipPrintTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  dossier_id: number;
  kind: string;
  event_seq: number;
  account_id: number;
  printed_at: InstantColumn;
}

export interface TaskTable {
  id: GeneratedAlways<number>;
  kind: string;
  key: string;
  lane: string | null;
  position: number;
  agency_id: number | null;
  payload: DefaultedJsonColumn;
  state: Generated<string>;
  attempt: Generated<number>;
  failures: Generated<number>;
  run_at: InstantColumn;
  lease_until: InstantColumnOrNull;
  worker: string | null;
  reason: string | null;
  created_at: DefaultedInstantColumn;
  ended_at: InstantColumnOrNull;
  ended_by: number | null;
}

export interface UnitTable {
  id: GeneratedAlways<number>;
  province_id: number | null;
  agency_id: number | null;
  source: string;
  created_at: DefaultedInstantColumn;
}

export interface UnitCalendarTable {
  unit_id: number;
  during: string;
  calendar: Generated<string>;
  time_zone: Generated<string>;
  week: Generated<string[]>;
  hours: DefaultedJsonColumn;
  basis: string | null;
}

export interface UnitCodeTable {
  unit_id: number;
  scheme: string;
  code: string;
  during: string;
}

export interface UnitProfileTable {
  unit_id: number;
  during: string;
  area_hectares: string | null;
  households: number | null;
  people: number | null;
  hamlets: number | null;
  source: string;
}

export interface UnitRolloutTable {
  unit_id: number;
  system: Generated<string>;
  during: string;
  state: string;
  source: string;
}

export interface UnitSuccessionTable {
  from_unit_id: number;
  to_unit_id: number;
  happened_on: string;
  kind: string;
  basis: string | null;
}

export interface UnitVersionTable {
  id: GeneratedAlways<number>;
  unit_id: number;
  during: string;
  start_known: Generated<boolean>;
  kind: string;
  name: string;
  full_name: string;
  parent_id: number | null;
  basis: string | null;
  search_key: GeneratedAlways<string>;
}
