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
  api_key: ApiKeyTable;
  archive_entry: ArchiveEntryTable;
  assignment: AssignmentTable;
  audit: AuditTable;
  blank_form: BlankFormTable;
  board_notice: BoardNoticeTable;
  breach: BreachTable;
  bundle: BundleTable;
  bundle_group_version: BundleGroupVersionTable;
  bundle_member: BundleMemberTable;
  carrier_statement: CarrierStatementTable;
  carrier_statement_line: CarrierStatementLineTable;
  certification_book: CertificationBookTable;
  certification_entry: CertificationEntryTable;
  citizen: CitizenTable;
  citizen_mandate: CitizenMandateTable;
  citizen_push_subscription: CitizenPushSubscriptionTable;
  complaint: ComplaintTable;
  complaint_register: ComplaintRegisterTable;
  component_file: ComponentFileTable;
  conduct_notice: ConductNoticeTable;
  delegation: DelegationTable;
  digital_copy: DigitalCopyTable;
  dossier: DossierTable;
  dossier_counter: DossierCounterTable;
  dossier_event: DossierEventTable;
  dossier_inquiry: DossierInquiryTable;
  dossier_reception: DossierReceptionTable;
  dossier_register: DossierRegisterTable;
  dossier_step: DossierStepTable;
  dossier_step_file: DossierStepFileTable;
  dossier_version: DossierVersionTable;
  downtime: DowntimeTable;
  edxml_document: EdxmlDocumentTable;
  eform_version: EformVersionTable;
  external_comparison: ExternalComparisonTable;
  external_difference: ExternalDifferenceTable;
  external_row: ExternalRowTable;
  facility_fault: FacilityFaultTable;
  facility_item: FacilityItemTable;
  fee_account: FeeAccountTable;
  fee_bank_statement: FeeBankStatementTable;
  fee_bank_statement_line: FeeBankStatementLineTable;
  fee_closing: FeeClosingTable;
  fee_confirmation: FeeConfirmationTable;
  fee_content_code: FeeContentCodeTable;
  fee_entry: FeeEntryTable;
  fee_held: FeeHeldTable;
  fee_line: FeeLineTable;
  fee_movement: FeeMovementTable;
  fee_proposal: FeeProposalTable;
  fee_receipt: FeeReceiptTable;
  fee_receipt_book: FeeReceiptBookTable;
  fee_receipt_series: FeeReceiptSeriesTable;
  fee_refund_counter: FeeRefundCounterTable;
  fee_request: FeeRequestTable;
  filing: FilingTable;
  filing_event: FilingEventTable;
  filing_file: FilingFileTable;
  filing_place: FilingPlaceTable;
  filing_reply: FilingReplyTable;
  filing_upload: FilingUploadTable;
  hand_over_counter: HandOverCounterTable;
  hand_over_item: HandOverItemTable;
  hand_over_sheet: HandOverSheetTable;
  idempotency: IdempotencyTable;
  import_run: ImportRunTable;
  kiosk_text: KioskTextTable;
  look_up_miss: LookUpMissTable;
  notice: NoticeTable;
  notice_contact: NoticeContactTable;
  notice_preference: NoticePreferenceTable;
  notice_sending: NoticeSendingTable;
  notice_template: NoticeTemplateTable;
  officer_photo: OfficerPhotoTable;
  officer_source: OfficerSourceTable;
  oidc_request: OidcRequestTable;
  original_paper: OriginalPaperTable;
  outbox: OutboxTable;
  paper_posting: PaperPostingTable;
  person: PersonTable;
  person_leave: PersonLeaveTable;
  phone_pass: PhonePassTable;
  post: PostTable;
  printer: PrinterTable;
  procedure: ProcedureTable;
  procedure_catalogue_edition: ProcedureCatalogueEditionTable;
  procedure_search_document: ProcedureSearchDocumentTable;
  procedure_search_term: ProcedureSearchTermTable;
  procedure_version: ProcedureVersionTable;
  process: ProcessTable;
  process_version: ProcessVersionTable;
  push_subscription: PushSubscriptionTable;
  queue_appointment: QueueAppointmentTable;
  queue_clip: QueueClipTable;
  queue_counter: QueueCounterTable;
  queue_device: QueueDeviceTable;
  queue_dossier: QueueDossierTable;
  queue_event: QueueEventTable;
  queue_language: QueueLanguageTable;
  queue_number: QueueNumberTable;
  queue_opening: QueueOpeningTable;
  queue_point: QueuePointTable;
  queue_priority_reason: QueuePriorityReasonTable;
  queue_rebalance: QueueRebalanceTable;
  queue_service: QueueServiceTable;
  queue_shift: QueueShiftTable;
  queue_ticket: QueueTicketTable;
  rating: RatingTable;
  receipt_loss: ReceiptLossTable;
  reception_leg: ReceptionLegTable;
  reconciliation: ReconciliationTable;
  reference_generation: ReferenceGenerationTable;
  result_counter: ResultCounterTable;
  result_document: ResultDocumentTable;
  result_event: ResultEventTable;
  result_handing: ResultHandingTable;
  result_reminder: ResultReminderTable;
  result_rule: ResultRuleTable;
  result_storage: ResultStorageTable;
  result_version: ResultVersionTable;
  saved_filter: SavedFilterTable;
  scanning_rule: ScanningRuleTable;
  schema_migration: SchemaMigrationTable;
  secondment: SecondmentTable;
  session: SessionTable;
  setting: SettingTable;
  shipment: ShipmentTable;
  shop_meeting: ShopMeetingTable;
  sign_in_attempt: SignInAttemptTable;
  site: SiteTable;
  site_article: SiteArticleTable;
  site_contact: SiteContactTable;
  site_former_address: SiteFormerAddressTable;
  site_image: SiteImageTable;
  site_reception: SiteReceptionTable;
  site_release: SiteReleaseTable;
  site_revision: SiteRevisionTable;
  slip_print: SlipPrintTable;
  slip_template: SlipTemplateTable;
  stored_file: StoredFileTable;
  support_duty: SupportDutyTable;
  support_member: SupportMemberTable;
  support_team: SupportTeamTable;
  support_visit: SupportVisitTable;
  task: TaskTable;
  ticket_print: TicketPrintTable;
  uncollected_policy: UncollectedPolicyTable;
  unit: UnitTable;
  unit_calendar: UnitCalendarTable;
  unit_code: UnitCodeTable;
  unit_profile: UnitProfileTable;
  unit_rollout: UnitRolloutTable;
  unit_succession: UnitSuccessionTable;
  unit_version: UnitVersionTable;
  webhook_endpoint: WebhookEndpointTable;
  webhook_replay: WebhookReplayTable;
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

export interface ApiKeyTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  account_id: number;
  name: string;
  prefix: string;
  token_hash: Buffer;
  scopes: string[];
  rate: string;
  created_at: InstantColumn;
  created_by: number;
  expires_on: string;
  last_used_on: string | null;
  revoked_at: InstantColumnOrNull;
}

export interface ArchiveEntryTable {
  dossier_id: number;
  agency_id: number;
  retention_code: string;
  keep_until: string | null;
  metadata: string;
  manifest_sha256: string;
  account_id: number;
  archived_by: string;
  archived_at: InstantColumn;
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

export interface BlankFormTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  kind: string;
  series: string;
  serial: number;
  state: Generated<string>;
  received_on: string;
  received_by: string;
  delivery_note: string;
  dossier_id: number | null;
  reason: string | null;
  ended_by: string | null;
  ended_at: InstantColumnOrNull;
}

export interface BoardNoticeTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  unit_id: number;
  board: string;
  title: string;
  body: Generated<string>;
  starts_at: InstantColumnOrNull;
  during: string;
  starts: string | null;
}

export interface BreachTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  dossier_id: number;
  cause: string;
  found_at: InstantColumn;
  mended_at: InstantColumnOrNull;
}

export interface BundleTable {
  id: GeneratedAlways<number>;
  province_id: number;
  agency_id: number;
  unit_id: number;
  agencies: number[];
  code: string;
  group_code: string;
  group_name: string;
  total_days: number;
  separate_days: number;
  way: string;
  channel: string;
  origin: Generated<string>;
  owner_name: string;
  data: JsonColumn;
  filed_at: InstantColumn;
  due_at: InstantColumn;
  ended_at: InstantColumnOrNull;
  group_version_id: number | null;
}

export interface BundleGroupVersionTable {
  id: GeneratedAlways<number>;
  province_id: number;
  code: string;
  version: number;
  status: Generated<string>;
  during: string | null;
  definition: JsonColumn;
  revision: Generated<number>;
  created_at: DefaultedInstantColumn;
  published_at: InstantColumnOrNull;
  published_by: number | null;
  cut_version_id: number | null;
  cut_until: string | null;
}

export interface BundleMemberTable {
  bundle_id: number;
  position: number;
  agencies: number[];
  agency_id: number;
  desk_unit_id: number;
  procedure_code: string;
  procedure_name: string;
  duty: string;
  is_lead: boolean;
  depends_on: Generated<number[]>;
  term_days: number;
  dossier_id: number | null;
  code: string | null;
  state: string | null;
  outcome: string | null;
  opened_at: InstantColumnOrNull;
  due_at: InstantColumnOrNull;
  ended_at: InstantColumnOrNull;
}

export interface CarrierStatementTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  carrier: string;
  statement_no: string;
  file_sha256: string;
  file_name: string;
  account_id: number;
  imported_by: string;
  imported_at: InstantColumn;
}

export interface CarrierStatementLineTable {
  statement_id: number;
  line: number;
  agency_id: number;
  slip_no: string | null;
  amount_vnd: number | null;
  outcome: string;
  problem: string | null;
  expected_vnd: number | null;
  shipment_id: number | null;
  movement_id: number | null;
  note: string | null;
  settled_by: string | null;
  settled_at: InstantColumnOrNull;
}

export interface CertificationBookTable {
  agency_id: number;
  year: number;
  kind: string;
  volume: Generated<number>;
  last_number: Generated<number>;
  closed_at: InstantColumnOrNull;
  closed_by: string | null;
  closed_hash: string | null;
}

export interface CertificationEntryTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  year: number;
  kind: string;
  volume: number;
  number: number;
  dossier_id: number | null;
  entered_on: string;
  requester: string;
  id_number: string | null;
  document_type: string;
  pages: number | null;
  copies: number;
  fee_vnd: number;
  certifier_name: string;
  certifier_title: string;
  note: string | null;
  account_id: number;
  entered_by: string;
  entered_at: InstantColumn;
  voided_at: InstantColumnOrNull;
  voided_by: string | null;
  void_reason: string | null;
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

export interface CitizenPushSubscriptionTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  dossier_id: number;
  endpoint: string;
  p256dh: string;
  auth: string;
  created_at: InstantColumn;
}

export interface ComplaintTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  unit_id: number;
  source: string;
  number: string;
  about: string;
  received_on: string;
  due_on: string;
  answered_on: string | null;
  answer_no: string | null;
  void_why: string | null;
  recorded_by: number | null;
  recorded_at: InstantColumn;
}

export interface ComplaintRegisterTable {
  unit_id: number;
  agency_id: number;
  kept_from: string;
  recorded_by: number | null;
  recorded_at: InstantColumn;
}

export interface ComponentFileTable {
  id: GeneratedAlways<number>;
  procedure_code: string;
  component_code: string;
  kind: string;
  sha256: string;
  file_name: string;
  added_at: InstantColumn;
  added_by: number;
  removed_at: InstantColumnOrNull;
}

export interface ConductNoticeTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  unit_id: number;
  sender_unit_id: number;
  month: string;
  annex: JsonColumn;
  remark: string | null;
  sent_on: string;
  recorded_by: number | null;
  recorded_at: InstantColumn;
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

export interface DigitalCopyTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  dossier_id: number;
  component_code: string;
  way: string;
  sha256: string | null;
  sent_sha256: string | null;
  file_name: string | null;
  pages: number | null;
  document_no: string | null;
  issued_on: string | null;
  issuer: string | null;
  result_code: string | null;
  source: string | null;
  reason: string | null;
  account_id: number;
  recorded_by: string;
  recorded_at: InstantColumn;
  review: Generated<string>;
  reviewed_account_id: number | null;
  reviewed_by: string | null;
  reviewed_at: InstantColumnOrNull;
  review_reason: string | null;
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
  way: DefaultedJsonColumn;
  intake_due_at: InstantColumnOrNull;
  respond_by: string | null;
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

export interface DossierInquiryTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  dossier_id: number;
  kind: string;
  asked_of: string;
  question: string;
  due_at: InstantColumn;
  asked_at: InstantColumn;
  asked_by_person_id: number | null;
  asked_by_name: string;
  answered_at: InstantColumnOrNull;
  answered_by_name: string | null;
  place: string | null;
  participants: string | null;
  finding: string | null;
}

export interface DossierReceptionTable {
  dossier_id: number;
  province_id: number;
  receiving_agency_id: number;
  receiving_unit_id: number;
  deciding_agency_id: number;
  code: string;
  owner_name: string;
  procedure_name: string;
  received_at: InstantColumn;
  handed_back_at: InstantColumnOrNull;
  handed_back_by: string | null;
}

export interface DossierRegisterTable {
  agency_id: number;
  year: number;
  closed_at: InstantColumn;
  closed_by: string;
  account_id: number;
  entries: number;
  content: string;
  sha256: string;
}

export interface DossierStepTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  dossier_id: number;
  process_version_id: number;
  seq: number;
  step_code: string;
  action_code: string | null;
  entered_at: InstantColumn;
}

export interface DossierStepFileTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  dossier_id: number;
  seq: number;
  step_code: string;
  sha256: string;
  file_name: string;
  added_at: InstantColumn;
  added_by: string;
}

export interface DossierVersionTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  dossier_id: number;
  version: number;
  parties: JsonColumn;
  subject: string | null;
  components: JsonColumn;
  replaced_at: InstantColumn;
  replaced_by: string;
  reason: string;
}

export interface DowntimeTable {
  id: GeneratedAlways<number>;
  announced_at: InstantColumn;
  starts_at: InstantColumn;
  ends_at: InstantColumn;
  reason_vi: string;
  reason_en: string;
  late_reason: string | null;
  cancelled_at: InstantColumnOrNull;
  account_id: number;
}

export interface EdxmlDocumentTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  direction: string;
  document_id: string;
  from_code: string;
  from_name: string;
  to_code: string;
  to_name: string;
  code_number: string;
  code_notation: string;
  subject: string;
  promulgated_on: string;
  attachments: number;
  envelope: Buffer;
  sha256: string;
  state: string;
  reason: string | null;
  account_id: number | null;
  at: InstantColumn;
  changed_at: InstantColumn;
}

export interface EformVersionTable {
  id: GeneratedAlways<number>;
  procedure_code: string;
  version: number;
  status: string;
  definition: JsonColumn;
  source: string;
  verified: Generated<boolean>;
  origin: string;
  created_at: InstantColumn;
  published_at: InstantColumnOrNull;
  retired_at: InstantColumnOrNull;
}

export interface ExternalComparisonTable {
  agency_id: number;
  system: string;
  day: string;
  at: InstantColumn;
  here: number;
  there: number;
}

export interface ExternalDifferenceTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  system: string;
  day: string;
  code: string;
  kind: string;
  here: string | null;
  there: string | null;
  resolved_at: InstantColumnOrNull;
  resolved_by: number | null;
  reason: string | null;
}

export interface ExternalRowTable {
  agency_id: number;
  system: string;
  code: string;
  seen_on: string;
  state: string;
  received_at: InstantColumn;
  due_at: InstantColumnOrNull;
  ended_at: InstantColumnOrNull;
}

export interface FacilityFaultTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  item_id: number;
  what: string;
  reported_at: InstantColumn;
  reported_by: number | null;
  fixed_at: InstantColumnOrNull;
  fixed_how: string | null;
}

export interface FacilityItemTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  unit_id: number;
  kind: string;
  name: string;
  quantity: Generated<number>;
  asset_code: string | null;
  condition: Generated<string>;
  since: string;
  removed_on: string | null;
  removed_why: string | null;
}

export interface FeeAccountTable {
  id: GeneratedAlways<number>;
  province_id: number;
  agency_id: number;
  bank_bin: string;
  bank_name: string;
  account_no: string;
  holder: string;
  confirmation_key: string;
  active_from: string;
  active_until: string | null;
}

export interface FeeBankStatementTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  account_id: number;
  day: string;
  source: string;
  taken_at: InstantColumn;
  taken_by: string;
  taken_account_id: number;
}

export interface FeeBankStatementLineTable {
  statement_id: number;
  line: number;
  agency_id: number;
  transaction_id: string | null;
  amount_vnd: number | null;
  content: string | null;
  paid_at: InstantColumnOrNull;
  problem: string | null;
}

export interface FeeClosingTable {
  id: GeneratedAlways<number>;
  province_id: number;
  agency_id: number;
  cashier_id: number;
  cashier_name: string;
  day: string;
  notes: JsonColumn;
  expected_vnd: number;
  counted_vnd: number;
  transfers_vnd: number;
  receipts: number;
  explanation: string | null;
  closed_at: InstantColumn;
  closed_by: string;
}

export interface FeeConfirmationTable {
  id: GeneratedAlways<number>;
  province_id: number;
  agency_id: number;
  account_id: number;
  transaction_id: string;
  amount_vnd: number;
  content: string;
  paid_at: InstantColumn;
  received_at: InstantColumn;
  outcome: string;
  problem: string | null;
  movement_id: number;
  matched_movement_id: number | null;
}

export interface FeeContentCodeTable {
  id: GeneratedAlways<number>;
  code: string;
  name: string;
  field: string | null;
  kind: string | null;
  valid_from: string;
  valid_to: string | null;
  source: string;
  verified: Generated<boolean>;
  created_at: InstantColumn;
  created_by: string;
  account_id: number;
  ended_at: InstantColumnOrNull;
  ended_by: string | null;
}

export interface FeeEntryTable {
  movement_id: number;
  position: number;
  agency_id: number;
  account: string;
  line_id: number | null;
  cashier_id: number | null;
  budget_code: string | null;
  amount_vnd: number;
}

export interface FeeHeldTable {
  movement_id: number;
  agency_id: number;
  amount_vnd: number;
  returned_movement_id: number | null;
  paid_to: string | null;
  slip_year: number | null;
  slip_number: number | null;
}

export interface FeeLineTable {
  id: GeneratedAlways<number>;
  province_id: number;
  agency_id: number;
  dossier_id: number;
  kind: string;
  name: string | null;
  amount_vnd: number;
  timing: string;
  basis: string | null;
  budget_code: string | null;
  origin: string;
  created_at: InstantColumn;
  created_by: string;
}

export interface FeeMovementTable {
  id: GeneratedAlways<number>;
  province_id: number;
  agency_id: number;
  dossier_id: number | null;
  kind: string;
  method: string | null;
  day: string;
  occurred_at: InstantColumn;
  cashier_id: number | null;
  actor_name: string;
  account_id: number | null;
  reason: string | null;
  basis: string | null;
  reference: string | null;
  reverses: number | null;
}

export interface FeeProposalTable {
  id: GeneratedAlways<number>;
  province_id: number;
  agency_id: number;
  dossier_id: number;
  kind: string;
  line_id: number | null;
  amount_vnd: number;
  reason: string;
  basis: string | null;
  proposed_at: InstantColumn;
  proposed_by: string;
  proposer_id: number | null;
  decided_at: InstantColumnOrNull;
  decided_by: string | null;
  decision: string | null;
  decision_reason: string | null;
  movement_id: number | null;
  paid_movement_id: number | null;
  paid_to: string | null;
  slip_year: number | null;
  slip_number: number | null;
}

export interface FeeReceiptTable {
  id: GeneratedAlways<number>;
  province_id: number;
  agency_id: number;
  dossier_id: number;
  movement_id: number;
  form: string;
  serial: string;
  number: number;
  amount_vnd: number;
  payer: JsonColumn;
  lines: JsonColumn;
  method: string;
  issued_at: InstantColumn;
  issued_by: string;
  voided_at: InstantColumnOrNull;
  voided_by: string | null;
  void_reason: string | null;
}

export interface FeeReceiptBookTable {
  agency_id: number;
  form: string;
  serial: string;
  last_number: number;
}

export interface FeeReceiptSeriesTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  form: string;
  serial: string;
  first_number: number;
  last_number: number;
  warn_below: number;
  valid_from: string;
  valid_to: string | null;
  basis: string;
  created_at: InstantColumn;
  created_by: string;
  account_id: number;
  ended_at: InstantColumnOrNull;
  ended_by: string | null;
}

export interface FeeRefundCounterTable {
  agency_id: number;
  year: number;
  last_number: number;
}

export interface FeeRequestTable {
  id: GeneratedAlways<number>;
  province_id: number;
  agency_id: number;
  dossier_id: number;
  account_id: number;
  reference: string | null;
  amount_vnd: number;
  created_at: InstantColumn;
  created_by: string;
  cashier_id: number | null;
  paid_movement_id: number | null;
  cancelled_at: InstantColumnOrNull;
}

export interface FilingTable {
  id: GeneratedAlways<number>;
  account_id: number;
  province_id: number;
  agency_id: number;
  unit_id: number;
  procedure_code: string;
  procedure_version_id: number;
  procedure_name: string;
  case_code: Generated<string>;
  eform_version_id: number;
  mandate_id: number | null;
  filer_name: string;
  state: string;
  answers: DefaultedJsonColumn;
  filled: DefaultedJsonColumn;
  papers: DefaultedJsonColumn;
  delivery: Generated<string>;
  revision: Generated<number>;
  created_at: InstantColumn;
  saved_at: InstantColumn;
  submitted_at: InstantColumnOrNull;
  respond_by: InstantColumnOrNull;
  responded_at: InstantColumnOrNull;
  dossier_id: number | null;
  dossier_code: string | null;
  tracking_secret: string | null;
  found: DefaultedJsonColumn;
  contact: JsonColumnOrNull;
}

export interface FilingEventTable {
  id: GeneratedAlways<number>;
  filing_id: number;
  account_id: number;
  agency_id: number;
  type: string;
  at: InstantColumn;
  actor_name: string;
  actor_person_id: number | null;
  reason: string | null;
  items: DefaultedJsonColumn;
}

export interface FilingFileTable {
  id: GeneratedAlways<number>;
  filing_id: number;
  account_id: number;
  agency_id: number;
  component_code: string;
  sha256: string;
  sent_sha256: string;
  file_name: string;
  pages: number | null;
  added_at: InstantColumn;
  removed_at: InstantColumnOrNull;
}

export interface FilingPlaceTable {
  procedure_code: string;
  place: string;
  url: string | null;
  reason: string | null;
  changed_at: InstantColumn;
}

export interface FilingReplyTable {
  id: GeneratedAlways<number>;
  filing_id: number;
  account_id: number;
  agency_id: number;
  dossier_id: number;
  at: InstantColumn;
  message: string;
  files: DefaultedJsonColumn;
}

export interface FilingUploadTable {
  id: string;
  filing_id: number;
  account_id: number;
  component_code: string;
  file_name: string;
  bytes: number;
  received: Generated<number>;
  begun_at: InstantColumn;
  finished_at: InstantColumnOrNull;
}

export interface HandOverCounterTable {
  agency_id: number;
  year: number;
  last_number: number;
}

export interface HandOverItemTable {
  sheet_id: number;
  agency_id: number;
  position: number;
  dossier_id: number;
  papers: string | null;
  arrived: boolean | null;
  remark: string | null;
  outcome: string | null;
  reached_unit_id: number | null;
  received_by: string | null;
  ended_account_id: number | null;
  ended_by: string | null;
  ended_at: InstantColumnOrNull;
}

export interface HandOverSheetTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  year: number;
  number: number;
  from_unit_id: number;
  to_unit_id: number | null;
  carrier: string | null;
  note: string | null;
  giver_account_id: number;
  giver_name: string;
  given_at: InstantColumn;
  receiver_account_id: number | null;
  receiver_name: string | null;
  received_at: InstantColumnOrNull;
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
  account_id: number | null;
  upload: JsonColumnOrNull;
}

export interface KioskTextTable {
  unit_id: number;
  agency_id: number;
  key: string;
  words: string;
  reviewed_by: string | null;
  reviewed_on: string | null;
}

export interface LookUpMissTable {
  client_hash: Buffer;
  at: DefaultedInstantColumn;
}

export interface NoticeTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  dossier_id: number | null;
  key: string;
  event: string;
  audience: string;
  account_id: number | null;
  recipient_name: string;
  locale: string;
  urgent: boolean;
  subject: string;
  body: string;
  short: string;
  state: Generated<string>;
  created_at: InstantColumn;
  changed_at: InstantColumn;
  read_at: InstantColumnOrNull;
  digest_on: string | null;
  phone: string | null;
  email: string | null;
  valid_until: InstantColumnOrNull;
}

export interface NoticeContactTable {
  dossier_id: number;
  agency_id: number;
  phone: string | null;
  email: string | null;
  locale: Generated<string>;
  channels: string[];
  changed_at: InstantColumn;
  account_id: number | null;
}

export interface NoticePreferenceTable {
  account_id: number;
  email: string | null;
  digest: Generated<boolean>;
  push: Generated<boolean>;
  quiet_from: number;
  quiet_to: number;
}

export interface NoticeSendingTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  notice_id: number;
  channel: string;
  address: string;
  state: string;
  provider_ref: string | null;
  reason: string | null;
  queued_at: InstantColumn;
  sent_at: InstantColumnOrNull;
  delivered_at: InstantColumnOrNull;
  failed_at: InstantColumnOrNull;
}

export interface NoticeTemplateTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  event: string;
  locale: string;
  valid_from: string;
  subject: string;
  body: string;
  short: string;
  account_id: number;
  created_at: DefaultedInstantColumn;
}

export interface OfficerPhotoTable {
  agency_id: number;
  person_id: number;
  sha256: string;
  kind: string;
  kept_at: InstantColumn;
}

export interface OfficerSourceTable {
  system: string;
  source_id: string;
  account_id: number;
}

export interface OidcRequestTable {
  state_hash: Buffer;
  visit_hash: Buffer;
  nonce: string;
  code_verifier: string;
  next: string;
  created_at: InstantColumn;
  fresh: Generated<boolean>;
}

export interface OriginalPaperTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  dossier_id: number;
  name: string;
  quantity: number;
  note: string | null;
  taken_account_id: number;
  taken_by: string;
  taken_at: InstantColumn;
  ended_account_id: number | null;
  ended_by: string | null;
  ended_at: InstantColumnOrNull;
  given_to: string | null;
  kept_reason: string | null;
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

export interface PaperPostingTable {
  unit_id: number;
  agency_id: number;
  posted_on: string;
  recorded_by: number | null;
  recorded_at: InstantColumn;
}

export interface PersonTable {
  id: GeneratedAlways<number>;
  full_name: string;
  search_key: GeneratedAlways<string>;
  created_at: DefaultedInstantColumn;
}

export interface PersonLeaveTable {
  id: GeneratedAlways<number>;
  person_id: number;
  during: string;
  kind: string;
  substitute_id: number | null;
  recorded_by: number;
  recorded_at: InstantColumn;
  revoked_at: InstantColumnOrNull;
}

export interface PhonePassTable {
  id: GeneratedAlways<number>;
  handle: string;
  phone: string;
  client_hash: Buffer;
  asked_at: InstantColumn;
  expires_at: InstantColumn;
  code_hash: Buffer | null;
  tries: Generated<number>;
  opened_at: InstantColumnOrNull;
  token_hash: Buffer | null;
  token_until: InstantColumnOrNull;
  errand: JsonColumnOrNull;
}

export interface PostTable {
  id: GeneratedAlways<number>;
  unit_id: number;
  agency_id: number;
  title: string;
  role: string;
  during: Generated<string>;
}

export interface PrinterTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  unit_id: number;
  device_id: number | null;
  name: string;
  address: string;
  port: Generated<number>;
  width_mm: number;
  model: string;
  state: Generated<string>;
  state_at: InstantColumnOrNull;
  removed_at: InstantColumnOrNull;
}

export interface ProcedureTable {
  id: GeneratedAlways<number>;
  code: string;
  created_at: DefaultedInstantColumn;
}

export interface ProcedureCatalogueEditionTable {
  only_row: Generated<boolean>;
  edition: number;
  documents: number;
  analyser: string;
  changed_at: InstantColumn;
}

export interface ProcedureSearchDocumentTable {
  version_id: number;
  online: string;
  agencies: string;
  authority: Generated<string>;
}

export interface ProcedureSearchTermTable {
  term: string;
  versions: number[];
  impacts: number[];
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
  published_at: InstantColumnOrNull;
}

export interface ProcessTable {
  id: GeneratedAlways<number>;
  owner_unit_id: number;
  procedure_id: number;
  case_code: Generated<string>;
  created_at: DefaultedInstantColumn;
}

export interface ProcessVersionTable {
  id: GeneratedAlways<number>;
  process_id: number;
  version: number;
  status: Generated<string>;
  during: string | null;
  decision_no: string | null;
  decision_date: string | null;
  override_reason: string | null;
  definition: JsonColumn;
  revision: Generated<number>;
  created_at: DefaultedInstantColumn;
  published_at: InstantColumnOrNull;
  published_by: number | null;
  ended_standing: Generated<boolean>;
}

export interface PushSubscriptionTable {
  id: GeneratedAlways<number>;
  account_id: number;
  endpoint: string;
  p256dh: string;
  auth: string;
  created_at: DefaultedInstantColumn;
}

export interface QueueAppointmentTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  unit_id: number;
  service_id: number;
  day: string;
  slot_from: number;
  name: string;
  phone: string;
  state: Generated<string>;
  secret_hash: Buffer;
  ticket_id: number | null;
  booked_at: InstantColumn;
  locale: Generated<string>;
}

export interface QueueClipTable {
  unit_id: number;
  agency_id: number;
  word: string;
  sha256: string;
  kept_at: InstantColumn;
}

export interface QueueCounterTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  unit_id: number;
  number: number;
  name: string;
  services: Generated<number[]>;
  active: Generated<boolean>;
  name_en: string | null;
}

export interface QueueDeviceTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  unit_id: number;
  kind: string;
  name: string;
  token_hash: Buffer;
  created_at: InstantColumn;
  revoked_at: InstantColumnOrNull;
  counter_id: number | null;
}

export interface QueueDossierTable {
  dossier_id: number;
  agency_id: number;
  ticket_id: number;
  counter_id: number;
  account_id: number;
  linked_at: InstantColumn;
}

export interface QueueEventTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  unit_id: number;
  ticket_id: number;
  seq: number;
  type: string;
  at: InstantColumn;
  account_id: number | null;
  counter_id: number | null;
  before: JsonColumnOrNull;
}

export interface QueueLanguageTable {
  unit_id: number;
  agency_id: number;
  tag: string;
  name: string;
  call_text: string;
  reviewed_by: string | null;
  reviewed_on: string | null;
}

export interface QueueNumberTable {
  service_id: number;
  agency_id: number;
  day: string;
  last_number: number;
}

export interface QueueOpeningTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  unit_id: number;
  weekday: string;
  opens: string;
  closes: string;
  counters: Generated<number>;
}

export interface QueuePointTable {
  unit_id: number;
  agency_id: number;
  grace_minutes: Generated<number>;
  limit_per_identity: Generated<number>;
  slot_minutes: Generated<number>;
  appointment_share: Generated<string>;
  voice: Generated<string>;
  paused_note: string | null;
  identity_key: Generated<string>;
  card_needed: Generated<boolean>;
  phone_proved: Generated<boolean>;
  card_scanned: Generated<boolean>;
}

export interface QueuePriorityReasonTable {
  code: string;
  during: Generated<string>;
  rank: number;
  name: string;
  name_en: string;
  source: string;
  verified: Generated<boolean>;
  agency_id: number | null;
  unit_id: number | null;
}

export interface QueueRebalanceTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  unit_id: number;
  counter_id: number;
  account_id: number;
  at: InstantColumn;
  services_before: number[];
  services_after: number[];
  active_before: boolean;
  active_after: boolean;
  undone_at: InstantColumnOrNull;
  undone_by: number | null;
}

export interface QueueServiceTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  unit_id: number;
  prefix: string;
  name: string;
  name_en: string | null;
  fields: Generated<string[]>;
  minutes: Generated<number>;
  daily_limit: Generated<number>;
  paused: Generated<boolean>;
}

export interface QueueShiftTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  unit_id: number;
  counter_id: number;
  person_id: number;
  account_id: number;
  covers_shift_id: number | null;
  opened_at: InstantColumn;
  opening_cash: number | null;
  break_since: InstantColumnOrNull;
  closed_at: InstantColumnOrNull;
  closing_cash: number | null;
  closed_by_job: Generated<boolean>;
}

export interface QueueTicketTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  unit_id: number;
  service_id: number;
  day: string;
  prefix: string;
  number: number;
  source: string;
  class: Generated<string>;
  priority_code: string | null;
  rank: Generated<number>;
  state: Generated<string>;
  issued_at: InstantColumn;
  waiting_since: InstantColumn;
  called_at: InstantColumnOrNull;
  calls: Generated<number>;
  serving_at: InstantColumnOrNull;
  ended_at: InstantColumnOrNull;
  strikes: Generated<number>;
  counter_id: number | null;
  shift_id: number | null;
  only_counter_id: number | null;
  identity_hash: Buffer | null;
  secret_hash: Buffer;
  last_seq: Generated<number>;
}

export interface RatingTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  unit_id: number;
  dossier_id: number | null;
  ticket_id: number | null;
  phase: string;
  level: number;
  comment: string | null;
  channel: string;
  person_id: number | null;
  procedure_code: string | null;
  procedure_name: string | null;
  field: string | null;
  day: string;
  rated_at: InstantColumn;
  device_hash: Buffer | null;
  suspect: Generated<boolean>;
  unfounded_why: string | null;
}

export interface ReceiptLossTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  dossier_id: number;
  declared_by: string;
  id_number: string;
  identity_result: string;
  paper: string | null;
  account_id: number;
  recorded_by: string;
  recorded_at: InstantColumn;
}

export interface ReceptionLegTable {
  dossier_id: number;
  receiving_agency_id: number;
  deciding_agency_id: number;
  leg: string;
  at: InstantColumn;
  account_id: number | null;
  actor_name: string;
  note: string | null;
}

export interface ReconciliationTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  key: string;
  at: InstantColumn;
  here: number;
  there: number;
  differing: DefaultedJsonColumn;
}

export interface ReferenceGenerationTable {
  slot: number;
  changes: number;
}

export interface ResultCounterTable {
  agency_id: number;
  year: number;
  last_number: number;
}

export interface ResultDocumentTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  dossier_id: number;
  kind: string;
  title: string;
  code: string;
  agency_name: string;
  created_at: InstantColumn;
}

export interface ResultEventTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  document_id: number;
  version: number;
  type: string;
  reason: string | null;
  receiver: string | null;
  account_id: number | null;
  by_name: string;
  at: InstantColumn;
}

export interface ResultHandingTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  dossier_id: number;
  proof: string;
  relation: string;
  receiver_name: string;
  authorisation: string | null;
  authorisation_sha256: string | null;
  authorisation_name: string | null;
  given: string[];
  account_id: number;
  handed_by: string;
  handed_at: InstantColumn;
}

export interface ResultReminderTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  dossier_id: number;
  way: string;
  note: string | null;
  account_id: number | null;
  reminded_by: string;
  reminded_at: InstantColumn;
  period: number | null;
}

export interface ResultRuleTable {
  agency_id: number;
  required: boolean;
  decision_no: string;
  decided_at: InstantColumn;
}

export interface ResultStorageTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  dossier_id: number;
  reason: string;
  place: string;
  account_id: number;
  stored_by: string;
  stored_at: InstantColumn;
  taken_account_id: number | null;
  taken_by: string | null;
  taken_at: InstantColumnOrNull;
  taken_for: string | null;
}

export interface ResultVersionTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  document_id: number;
  version: number;
  state: string;
  origin: string;
  body: string | null;
  source_sha256: string | null;
  sha256: string | null;
  year: number | null;
  number: number | null;
  reason: string | null;
  valid_until: string | null;
  signer_name: string | null;
  signer_title: string | null;
  signed_at: InstantColumnOrNull;
  certificate_serial: string | null;
  certificate_issuer: string | null;
  stand_in: Generated<boolean>;
  issued_at: InstantColumnOrNull;
  ended_at: InstantColumnOrNull;
  end_reason: string | null;
  written_by: string;
  written_at: InstantColumn;
}

export interface SavedFilterTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  account_id: number;
  name: string;
  query: string;
  created_at: DefaultedInstantColumn;
}

export interface ScanningRuleTable {
  agency_id: number;
  required: boolean;
  decision_no: string;
  account_id: number;
  decided_at: InstantColumn;
}

export interface SchemaMigrationTable {
  version: number;
  name: string;
  sha256: string;
  applied_at: DefaultedInstantColumn;
}

export interface SecondmentTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  unit_id: number;
  person_id: number;
  sender_unit_id: number;
  kind: string;
  rank: string;
  in_service_from: string;
  during: string;
  decision_no: string;
  ended_why: string | null;
  recorded_by: number | null;
  recorded_at: InstantColumn;
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

export interface ShipmentTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  dossier_id: number;
  slip_no: string;
  carrier: string;
  address: string;
  cod_vnd: Generated<number>;
  account_id: number;
  handed_by: string;
  handed_at: InstantColumn;
  state: Generated<string>;
  ended_account_id: number | null;
  ended_by: string | null;
  ended_at: InstantColumnOrNull;
  received_by: string | null;
  remark: string | null;
  proof_sha256: string | null;
  proof_name: string | null;
  postage_vnd: Generated<number>;
  expected_on: string | null;
  collected_vnd: number | null;
  collected_movement_id: number | null;
  remitted_vnd: Generated<number>;
}

export interface ShopMeetingTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  unit_id: number;
  held_on: string;
  attended: string;
  said: string;
  recorded_by: number | null;
  recorded_at: InstantColumn;
}

export interface SignInAttemptTable {
  id: GeneratedAlways<number>;
  username_hash: Buffer;
  client_hash: Buffer;
  at: DefaultedInstantColumn;
  succeeded: boolean;
}

export interface SiteTable {
  agency_id: number;
  slug: string;
  domain: string | null;
  slogan: string | null;
  address: string | null;
  phone: string | null;
  email: string | null;
  opened_at: InstantColumn;
  closed_at: InstantColumnOrNull;
  closed_why: string | null;
  moved_to: number | null;
}

export interface SiteArticleTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  kind: string;
  latest: Generated<number>;
  account_id: number | null;
  created_at: InstantColumn;
}

export interface SiteContactTable {
  post_id: number;
  agency_id: number;
  phone: string | null;
  email: string | null;
}

export interface SiteFormerAddressTable {
  kind: string;
  address: string;
  agency_id: number;
  left_at: InstantColumn;
}

export interface SiteImageTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  sha256: string;
  kind: string;
  width: number;
  height: number;
  alt: string;
  account_id: number | null;
  added_at: InstantColumn;
}

export interface SiteReceptionTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  on_date: string;
  starts: string;
  ends: string;
  place: string;
  host_name: string;
  host_title: string;
  cancelled_why: string | null;
}

export interface SiteReleaseTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  article_id: number;
  revision: number | null;
  from_at: InstantColumn;
  reason: string | null;
  account_id: number | null;
  decided_by: string;
  decided_at: InstantColumn;
  cancelled_at: InstantColumnOrNull;
}

export interface SiteRevisionTable {
  article_id: number;
  number: number;
  agency_id: number;
  title: string;
  summary: string;
  body: string;
  image_id: number | null;
  restored_from: number | null;
  account_id: number | null;
  saved_by: string;
  saved_at: InstantColumn;
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

export interface SlipTemplateTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  kind: string;
  version: number;
  valid_from: string;
  file_sha256: string | null;
  file_name: string | null;
  note: string | null;
  account_id: number;
  made_by: string;
  made_at: InstantColumn;
}

export interface StoredFileTable {
  sha256: string;
  kind: string;
  bytes: number;
  pages: number | null;
  width: number | null;
  height: number | null;
  scan: string;
  stored_at: InstantColumn;
  checked_at: InstantColumnOrNull;
  problem: string | null;
  signatures: JsonColumnOrNull;
}

export interface SupportDutyTable {
  agency_id: number;
  team_id: number;
  member_id: number;
  on_date: string;
}

export interface SupportMemberTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  team_id: number;
  name: string;
  part: string;
  title: string | null;
  during: string;
}

export interface SupportTeamTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  name: string;
  decision_no: string | null;
  phone: string | null;
  place: string | null;
  formed_on: string;
  dissolved_on: string | null;
}

export interface SupportVisitTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  team_id: number;
  member_id: number;
  on_date: string;
  hamlet: string;
  helped: number;
  what: string;
  account_id: number | null;
  recorded_at: InstantColumn;
  withdrawn_why: string | null;
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

export interface TicketPrintTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  unit_id: number;
  ticket_id: number;
  nth: number;
  printer_id: number;
  state: string;
  reason: string | null;
  begun_at: InstantColumn;
  ended_at: InstantColumnOrNull;
}

export interface UncollectedPolicyTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  from_on: string;
  remind_after_days: number;
  remind_every_days: number;
  most_reminders: number;
  store_after_days: number;
  source: string;
  verified: boolean;
  account_id: number;
  recorded_by: string;
  recorded_at: InstantColumn;
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

export interface WebhookEndpointTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  name: string;
  url: string;
  secret: string;
  topics: string[];
  account_id: number;
  created_at: DefaultedInstantColumn;
  ended_at: InstantColumnOrNull;
}

export interface WebhookReplayTable {
  id: GeneratedAlways<number>;
  agency_id: number;
  endpoint_id: number;
  account_id: number;
  at: InstantColumn;
  since: InstantColumnOrNull;
  tasks: number[];
}
