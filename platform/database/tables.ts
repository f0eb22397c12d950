/** GENERATED from the live schema by `node bin/run.mjs bin/generate.ts`; do not edit. */
import type { ColumnType, Generated } from 'kysely'

/** Written as text (JSON.stringify), read as a value. */
type Json = ColumnType<unknown, string, string>
type Always<T> = ColumnType<T, never, never>

export interface AccessFactTable {
  id: string
  person_id: string | null
  module_id: string | null
  kind: string
  key: string
  valid_from: Date
  valid_until: Date | null
  source_module: string
  source_id: string
}

export interface AccessSlipTable {
  id: string
  person_id: string
  code_hash: Buffer
  made_by: string | null
  made_at: Date
  valid_until: Date
  kind: Generated<string>
}

export interface AccessSlipAnswerTable {
  slip_id: string
  answer: string
  at: Date
}

export interface AccessSlipEndTable {
  slip_id: string
  reason: string
  at: Date
}

export interface AccountDeletionTable {
  id: string
  person_id: string
  deleted_on: string
  restorable_until: string
  cause: string
  decided_by: string | null
  decided_at: Date
  reason: string
}

export interface AccountRestorationTable {
  deletion_id: string
  kind: string
  restored_by: string | null
  restored_at: Date
  reason: string
}

export interface AppointmentTable {
  id: string
  person_id: string
  task: string
  from_on: string
  until_on: string | null
  is_deputy: boolean
  appointed_by: string
  in_representation: boolean
  appointed_at: Date
  reference: string | null
}

export interface AppointmentEndTable {
  appointment_id: string
  ended_by: string
  at: Date
}

export interface AppointmentReviewTable {
  id: string
  appointment_id: string
  reviewed_by: string
  in_representation: boolean
  at: Date
}

export interface BackupPackTable {
  id: string
  wrapped_key: Buffer
  size_bytes: number
  sha256: Buffer
  made_at: Date
}

export interface BackupPackBlobTable {
  blob_id: string
  pack_id: string
}

export interface BackupRestoreTable {
  id: string
  set_id: string
  snapshot_at: Date
  begun_at: Date
  ended_at: Date | null
  is_ledger_lost: boolean
  replayed: number | null
}

export interface BackupRunTable {
  id: string
  kind: string
  set_id: string | null
  started_at: Date
  ended_at: Date
  outcome: string
  detail: string
  row_count: number
  blob_count: number
  size_bytes: number
}

export interface BanAtWorkDecisionTable {
  id: string
  guardianship_id: string
  ward_id: string
  work_id: string
  outcome: string
  reference: string | null
  in_representation: boolean
  decided_by: string | null
  decided_at: Date
}

export interface BlobTable {
  id: string
  scope_id: string
  content_hmac: Buffer
  size_bytes: number
  media_type: string
  place: string
  created_at: Date
  unused_since: Date | null
}

export interface BlobContentTable {
  blob_id: string
  sealed: Buffer
}

export interface BlobScopeTable {
  id: string
  kind: string
  person_id: string | null
  group_id: string | null
  case_id: string | null
  created_at: Date
  destroyed_at: Date | null
}

export interface BlobStrayTable {
  blob_id: string
  place: string
  due_at: Date
}

export interface ClarificationOutcomeTable {
  id: string
  pupil_id: string
  outcome: string
  decided_by: string | null
  at: Date
}

export interface ClarificationWishTable {
  id: string
  pupil_id: string
  wished_by: string
  wish: string
  at: Date
}

export interface ClassSignInTable {
  id: string
  group_id: string
  opened_by: string | null
  opened_at: Date
  closes_at: Date
}

export interface ClassSignInEndTable {
  class_sign_in_id: string
  ended_by: string | null
  at: Date
}

export interface ClassSignInUseTable {
  session_id: string
  class_sign_in_id: string
  person_id: string
  at: Date
}

export interface ConsentDeclarationTable {
  id: string
  pupil_id: string
  purpose: string
  document_version_id: string
  declarer: string
  guardian_id: string | null
  declarer_name: string | null
  form_line: number | null
  assurance: string | null
  channel: string
  declared_on: string
  entered_by: string | null
  entered_at: Date
  client_id: string
  form_id: string | null
  lead_entry_id: string | null
  older_text_id: string | null
}

export interface ConsentEntryAssignmentTable {
  id: string
  person_id: string | null
  from_on: string
  assigned_by: string | null
  in_representation: boolean
  assigned_at: Date
}

export interface ConsentEntryAssignmentEndTable {
  assignment_id: string
  ended_by: string | null
  at: Date
}

export interface ConsentFormTable {
  id: string
  code: string
  pupil_id: string | null
  purpose: string
  document_version_id: string
  printed_by: string | null
  printed_at: Date
}

export interface ConsentFormLinkTable {
  form_id: string
  pupil_id: string
  linked_by: string | null
  linked_at: Date
}

export interface ConsentLeadEntryTable {
  id: string
  pupil_id: string
  purpose: string
  group_id: string
  assignment_id: string
  entered_by: string | null
  entered_at: Date
}

export interface ConsentOlderTextTable {
  id: string
  purpose: string
  label: string
  in_use_from: string
  in_use_until: string
  covers: boolean
  document_version_id: string
  decided_by: string | null
  in_representation: boolean
  decided_at: Date
}

export interface ConsentRequestTable {
  id: string
  pupil_id: string
  purpose: string
  document_version_id: string
  channel: string
  requested_on: string
  entered_by: string | null
  entered_at: Date
}

export interface ConsentSampleTable {
  id: string
  lead_entry_id: string
  pupil_id: string
  group_id: string
  month: string
  drawn_at: Date
}

export interface ConsentSampleCheckTable {
  sample_id: string
  outcome: string
  checked_by: string | null
  at: Date
}

export interface ConsentWithdrawalTable {
  id: string
  pupil_id: string
  purpose: string
  declarer: string
  guardian_id: string | null
  declarer_name: string | null
  form_line: number | null
  channel: string
  received_on: string
  entered_by: string | null
  entered_at: Date
  client_id: string
}

export interface ControlProbeRunTable {
  id: string
  probe: string
  passed: boolean
  checked: number
  finding: string | null
  ran_at: Date
}

export interface CourseSourceTable {
  group_id: string
  source: string
  source_id: string
}

export interface CredentialTable {
  person_id: string
  hash: Buffer
  salt: Buffer
  memory_kib: number
  passes: number
  set_at: Date
  is_short: boolean | null
}

export interface CredentialVoidedTable {
  id: string
  person_id: string
  hash: Buffer
  salt: Buffer
  memory_kib: number
  passes: number
  reason: string
  at: Date
}

export interface CustodyDeclarationTable {
  id: string
  custody_term_id: string
  at: Date
}

export interface CustodyEndTable {
  custody_term_id: string
  successor_id: string | null
  ended_by: string
  at: Date
}

export interface CustodyTermTable {
  id: string
  person_id: string
  place: string
  from_on: string
  named_by: string
  in_representation: boolean
  named_at: Date
}

export interface DeletedAccountTable {
  person_id: string
  sealed: Buffer
  exit_before: string | null
}

export interface DocumentAcknowledgementTable {
  id: string
  document_version_id: string
  person_id: string
  at: Date
}

export interface DocumentVersionTable {
  id: string
  document: string
  major: number
  minor: number
  title: string
  body: Json
  hash: string
  published_at: Date
}

export interface EarlyPurgeTable {
  deletion_id: string
  asked_by: string | null
  asked_at: Date
  reason: string
  round: number
}

export interface EarlyPurgeDecisionTable {
  deletion_id: string
  agrees: boolean
  decided_by: string | null
  decided_at: Date
  round: number
}

export interface EvidenceOpeningTable {
  id: string
  purpose: string
  reason: string
  asked_by: string | null
  asked_at: Date
}

export interface EvidenceOpeningDecisionTable {
  opening_id: string
  agrees: boolean
  decided_by: string | null
  in_representation: boolean
  decided_at: Date
}

export interface EvidenceOpeningReadingTable {
  id: string
  opening_id: string
  read_by: string | null
  records: number
  read_at: Date
}

export interface ExportCodeTable {
  id: string
  person_id: string
  code_hash: Buffer
  made_by: string | null
  made_at: Date
  until_on: string
}

export interface ExportCodeEndTable {
  code_id: string
  reason: string
  at: Date
}

export interface ExportCodeUseTable {
  code_id: string
  token_hash: Buffer
  used_at: Date
  expires_at: Date
}

export interface ExportRequestTable {
  id: string
  person_id: string
  reader_id: string
  kind: string
  asked_at: Date
  progress: Generated<number>
  ended_at: Date | null
  blob_id: string | null
  problem: string | null
}

export interface FamilyClaimTable {
  id: string
  pupil_id: string
  guardian_id: string
  kind: string
  says_custody: boolean
  claimed_at: Date
}

export interface FamilyClaimEndTable {
  claim_id: string
  outcome: string
  decided_by: string | null
  at: Date
}

export interface FamilyCodeTable {
  id: string
  pupil_id: string
  code_hash: Buffer
  made_by: string | null
  made_at: Date
  valid_until: Date
}

export interface FamilyCodeEndTable {
  code_id: string
  reason: string
  at: Date
}

export interface GroupLabelTable {
  id: string
  group_id: string
  school_year: string
  label: string
}

export interface GroupPictureTable {
  group_id: string
  blob_id: string
  version: string
  set_by: string | null
  set_at: Date
}

export interface GuardianshipTable {
  id: string
  guardian_id: string
  ward_id: string
  kind: string
  has_custody: boolean
  contact_ban: Generated<boolean>
  from_on: string
  until_on: string | null
  source: string
}

export interface GuardianshipActTable {
  id: string
  act: string
  ward_id: string
  guardian_id: string
  guardianship_id: string | null
  reference: string | null
  on_date: string
  entered_by: string | null
  entered_at: Date
}

export interface HostCheckTable {
  id: string
  findings: Json
  asked_by: string | null
  at: Date
}

export interface ImportMappingTable {
  id: string
  source: string
  kind: string
  columns: Json
  chosen_by: string | null
  chosen_at: Date
}

export interface ImportRunTable {
  id: string
  source: string
  file_hash: string
  applied_by: string | null
  applied_at: Date
  counts: Json
  kind: Generated<string>
}

export interface IncidentTable {
  id: string
  opened_at: Date
  closed_at: Date | null
}

export interface IncidentAffectedTable {
  id: string
  case_id: string
  person_id: string
  recorded_by: string | null
  at: Date
}

export interface IncidentAffectedRemovalTable {
  affected_id: string
  recorded_by: string | null
  at: Date
}

export interface IncidentAlarmTable {
  case_id: string
  hours: number
  at: Date
}

export interface IncidentAssessmentTable {
  id: string
  case_id: string
  risk: string
  reason: string
  recorded_by: string | null
  at: Date
}

export interface IncidentDecisionTable {
  id: string
  case_id: string
  question: string
  is_yes: boolean
  reason: string
  in_representation: boolean
  decided_by: string | null
  at: Date
}

export interface IncidentDescriptionTable {
  id: string
  case_id: string
  happened: string
  categories: Json
  persons: number | null
  recorded_by: string | null
  at: Date
}

export interface IncidentDetectionTable {
  id: string
  case_id: string
  detected_at: Date
  reason: string
  recorded_by: string | null
  at: Date
}

export interface IncidentMeasureTable {
  id: string
  case_id: string
  taken_on: string
  measure: string
  recorded_by: string | null
  at: Date
}

export interface IncidentReportTable {
  id: string
  case_id: string
  question: string
  reported_at: Date
  reference: string | null
  delay_reason: string | null
  recorded_by: string | null
  at: Date
}

export interface IncidentSuspicionTable {
  case_id: string
  what: string
  detected_at: Date
  raised_by: string | null
  at: Date
}

export interface IncidentTurnTable {
  id: string
  case_id: string
  kind: string
  reason: string | null
  recorded_by: string | null
  at: Date
}

export interface InstructionPublicationTable {
  document_version_id: string
  published_by: string | null
  in_representation: boolean
  at: Date
}

export interface JobTable {
  id: string
  name: string
  body: Json
  sent_at: Date
  due_at: Date
}

export interface JobFailureTable {
  id: string
  name: string
  body: Json
  sent_at: Date
  given_up_at: Date
  tries: number
  problem: string
}

export interface JobTryTable {
  job_id: string
  number: number
  started_at: Date
}

export interface JournalEntryTable {
  seq: number
  segment: string
  at: Date
  event: string
  actor: string
  subject: string | null
  fields: Json
  previous_hash: Buffer
  hash: Buffer
}

export interface JournalHeadTable {
  id: string
  segment: string
  seq: number
  hash: Buffer
  closes_segment: boolean
  at: Date
  signature: Buffer
}

export interface JournalPseudonymTable {
  person_id: string
  pseudonym: string
}

export interface LedgerOutboxTable {
  id: string
  kind: string
  entry: Json
  at: Date
}

export interface LedgerPositionTable {
  is_only: Generated<boolean>
  lines: number
  seal: Buffer
  at: Date
}

export interface LogAccessTable {
  id: number
  at: Date
  pseudonym: Buffer | null
  operation: string
  door: string
  status: number
  duration_ms: number
  network: string | null
}

export interface LogCaseTable {
  id: string
  opened_by: string | null
  purpose: string
  reason: string
  reference: string | null
  service: string
  window_from: Date
  window_until: Date
  in_representation: boolean
  opened_at: Date
  closes_at: Date
}

export interface LogCaseEndTable {
  case_id: string
  ended_by: string | null
  at: Date
}

export interface LogCaseMarkTable {
  case_id: string
  number: number
  mark: Buffer
  at: Date
}

export interface LogExportTable {
  id: string
  case_id: string
  addressee: string
  requested_by: string | null
  in_representation: boolean
  requested_at: Date
}

export interface LogExportDecisionTable {
  export_id: string
  decided_by: string | null
  is_granted: boolean
  at: Date
}

export interface LogExportSealingTable {
  id: string
  export_id: string
  sealed_by: string | null
  in_representation: boolean
  rows_sealed: number
  names_sealed: number
  has_own_rows: boolean
  sha256: Buffer
  at: Date
}

export interface LogFaultTable {
  id: number
  at: Date
  operation: string
  door: string
  code: string
  place: string
}

export interface LogHelpTable {
  id: string
  person_id: string
  opened_by: string | null
  opened_at: Date
  closes_at: Date
}

export interface LogHelpEndTable {
  help_id: string
  ended_by: string | null
  at: Date
}

export interface LogHelpReadingTable {
  id: string
  help_id: string
  read_by: string | null
  at: Date
}

export interface LogQueryTable {
  id: string
  case_id: string
  queried_by: string | null
  log: string
  rows_shown: number
  has_own_rows: boolean
  at: Date
}

export interface LogUnmaskingTable {
  id: string
  case_id: string
  number: number
  requested_by: string | null
  reason: string
  requested_at: Date
}

export interface LogUnmaskingDecisionTable {
  unmasking_id: string
  decided_by: string | null
  is_granted: boolean
  in_representation: boolean
  person_id: string | null
  at: Date
}

export interface LogUnmaskingReadingTable {
  id: string
  unmasking_id: string
  read_by: string | null
  at: Date
}

export interface MembershipTable {
  id: string
  group_id: string
  person_id: string
  role: string
  from_on: string
  until_on: string | null
}

export interface MessengerDirectMemberTable {
  room_id: string
  person_id: string
}

export interface MessengerDraftTable {
  room_id: string
  person_id: string
  body: string
  saved_at: Date
}

export interface MessengerMessageTable {
  room_id: string
  seq: number
  changed_seq: number
  author_id: string | null
  client_id: string
  body: string
  posted_at: Date
  edited_at: Date | null
  removed_at: Date | null
  words: Always<string | null>
}

export interface MessengerReadPositionTable {
  room_id: string
  person_id: string
  seq: number
}

export interface MessengerRevisionTable {
  id: string
  room_id: string
  seq: number
  author_id: string
  body: string
  replaced_at: Date
}

export interface MessengerRoomTable {
  id: string
  kind: string
  group_id: string | null
  direct_key: string | null
  last_seq: Generated<number>
  created_at: Date
}

export interface ModuleReleaseTable {
  id: string
  module: string
  manifest_version: number
  manifest_hash: string
  released_by: string
  in_representation: boolean
  released_at: Date
  categories: Json | null
}

export interface ModuleReleaseConfirmationTable {
  module_release_id: string
  confirmed_by: string
  at: Date
}

export interface ModuleReleaseEndTable {
  module_release_id: string
  ended_by: string
  at: Date
}

export interface NoticeTable {
  id: string
  author_id: string | null
  client_id: string
  for_school: boolean
  created_at: Date
}

export interface NoticeEditionTable {
  id: string
  notice_id: string
  title: string
  body: string
  from_on: string
  until_on: string
  written_by: string | null
  at: Date
}

export interface NoticeEndTable {
  notice_id: string
  ended_by: string | null
  at: Date
}

export interface NoticeGroupTable {
  notice_id: string
  group_id: string
}

export interface OfficeTermTable {
  id: string
  person_id: string
  office: string
  from_on: string
  until_on: string | null
  named_by: string | null
  named_at: Date
  in_representation: Generated<boolean>
  reference: string | null
}

export interface OfficeTermEndTable {
  office_term_id: string
  ended_by: string
  at: Date
  last_on: string | null
}

export interface OptionDecisionTable {
  id: string
  option: string
  value: Json
  decided_by: string | null
  decided_at: Date
  in_representation: Generated<boolean>
}

export interface OtherDecisionTable {
  request_id: string
  is_granted: boolean
  person_id: string | null
  from_on: string | null
  until_on: string | null
  decided_by: string
  in_representation: boolean
  decided_at: Date
}

export interface OtherRequestTable {
  id: string
  person_id: string | null
  given_name: string
  family_name: string
  role_name: string
  reason: string
  wants_mailbox: boolean
  from_on: string
  until_on: string
  requested_by: string
  requested_at: Date
}

export interface OwnMeasureTable {
  id: string
  topic: string
  measure: string
  entered_by: string
  entered_at: Date
}

export interface OwnMeasureEndTable {
  measure_id: string
  ended_by: string
  ended_at: Date
}

export interface PairedDeviceTable {
  id: string
  person_id: string
  paired_by: string
  token_hash: Buffer
  device_label: string
  paired_on: string
  paired_at: Date
}

export interface PairedDeviceEndTable {
  device_id: string
  reason: string
  ended_by: string | null
  at: Date
}

export interface PasskeyChallengeTable {
  challenge_hash: Buffer
  person_id: string
  purpose: string
  valid_until: Date
}

export interface PastStayTable {
  id: string
  person_id: string
  from_on: string
  until_on: string
}

export interface PersonTable {
  id: string
  type: string
  given_name: string
  family_name: string
  account_name: string
  majority_on: string | null
  entered_on: string
  exit_on: string | null
  source: string
  source_id: string
  access_version: Generated<number>
  created_at: Date
  name_key: Always<string>
  deleted_on: string | null
}

export interface PersonPictureTable {
  person_id: string
  blob_id: string
  version: string
  set_at: Date
}

export interface PlatformDepartureTable {
  person_id: string
  decided_on: string
  content_until: string
  emptied_on: string | null
}

export interface ProcessingRemarkTable {
  id: string
  module: string
  remark: string
  entered_by: string
  entered_at: Date
}

export interface ProcessorTable {
  id: string
  is_own: boolean
  name: string
  service: string
  categories: string
  contract_on: string | null
  reference: string
  until_on: string | null
  covers: Json
  entered_by: string
  entered_at: Date
}

export interface ProcessorEndTable {
  processor_id: string
  ended_on: string
  ended_by: string
  ended_at: Date
}

export interface PurgeSheetTable {
  id: string
  person_type: string
  cause: string
  is_whole: boolean
  deleted_on: string
  purged_on: string
  purged_at: Date
  counts: Json
  evidence: number
  backups_until: string
}

export interface RecoveryCodeTable {
  id: string
  person_id: string
  code_hash: Buffer
  made_at: Date
}

export interface RecoveryCodeEndTable {
  code_id: string
  reason: string
  at: Date
}

export interface RecurringRunTable {
  name: string
  due_on: string
  started_at: Date
  finished_at: Date | null
  result: Json | null
  problem: string | null
}

export interface RenewalConfirmationTable {
  id: string
  voided_id: string
  confirmed_by: string | null
  at: Date
}

export interface RollOverTable {
  id: string
  school_year: string
  done_by: string | null
  done_at: Date
  undo_until: string
  counts: Json
}

export interface RollOverStepTable {
  roll_over_id: string
  kind: string
  record_id: string
  person_id: string | null
  before: string | null
  after: string | null
}

export interface RollOverUndoTable {
  roll_over_id: string
  undone_by: string | null
  undone_at: Date
  kept: Json
}

export interface RootEventTable {
  id: string
  kind: string
  happened_on: string
  reason: string
  recorded_by: string
  recorded_at: Date
}

export interface SafeKeyTable {
  id: string
  public_key: Buffer
  made_by: string | null
  in_representation: boolean
  made_at: Date
}

export interface SameHumanTable {
  id: string
  work_id: string
  parent_id: string
  linked_by: string | null
  linked_at: Date
}

export interface SameHumanDenialTable {
  work_id: string
  parent_id: string
  denied_by: string | null
  at: Date
}

export interface SameHumanEndTable {
  link_id: string
  ended_by: string | null
  at: Date
}

export interface SchoolTable {
  id: string
  name: string
  state: string
  founded_at: Date
  is_only: Generated<boolean>
}

export interface SchoolGroupTable {
  id: string
  kind: string
  purpose: string
  created_at: Date
  ended_on: string | null
}

export interface ScopeKeyTable {
  scope_id: string
  wrapped: Buffer
  made_at: Date
}

export interface SealedEvidenceTable {
  id: string
  safe_key_id: string | null
  sealed: Buffer
  sealed_on: string
  keep_until: string
}

export interface SecondFactorTable {
  id: string
  person_id: string
  kind: string
  label: string
  secret: Buffer | null
  credential_id: string | null
  public_key: Buffer | null
  transports: string | null
  counter: number
  enrolled_at: Date
}

export interface SecondFactorEndTable {
  factor_id: string
  reason: string
  ended_by: string | null
  at: Date
}

export interface SessionTable {
  id: string
  person_id: string
  token_hash: Buffer
  device: string
  device_label: string
  started_at: Date
  expires_at: Date
  idle_until: Date
  proved_at: Date | null
}

export interface SessionEndTable {
  session_id: string
  reason: string
  ended_by: string | null
  at: Date
}

export interface SignInAttemptTable {
  id: string
  result: string
  device_label: string
  at: Date
  pseudonym: Buffer | null
}

export interface SignInBucketTable {
  account_hash: Buffer
  bucket: string
  tries: number
  last_at: Date
}

export interface SignInCardTable {
  id: string
  person_id: string
  code_hash: Buffer
  pictures_hash: Buffer
  made_by: string | null
  made_at: Date
}

export interface SignInCardEndTable {
  card_id: string
  reason: string
  ended_by: string | null
  at: Date
}

export interface StaffDetailTable {
  person_id: string
  short_code: string | null
  subjects: string
}

export interface TaskTable {
  id: string
  kind: string
  key: string
  person_id: string | null
  office: string | null
  about_person_id: string | null
  about_group_id: string | null
  params: Json
  due_on: string | null
  created_at: Date
}

export interface TaskCompletionTable {
  task_id: string
  completed_by: string | null
  outcome: string
  at: Date
}

export interface Tables {
  access_fact: AccessFactTable
  access_slip: AccessSlipTable
  access_slip_answer: AccessSlipAnswerTable
  access_slip_end: AccessSlipEndTable
  account_deletion: AccountDeletionTable
  account_restoration: AccountRestorationTable
  appointment: AppointmentTable
  appointment_end: AppointmentEndTable
  appointment_review: AppointmentReviewTable
  backup_pack: BackupPackTable
  backup_pack_blob: BackupPackBlobTable
  backup_restore: BackupRestoreTable
  backup_run: BackupRunTable
  ban_at_work_decision: BanAtWorkDecisionTable
  blob: BlobTable
  blob_content: BlobContentTable
  blob_scope: BlobScopeTable
  blob_stray: BlobStrayTable
  clarification_outcome: ClarificationOutcomeTable
  clarification_wish: ClarificationWishTable
  class_sign_in: ClassSignInTable
  class_sign_in_end: ClassSignInEndTable
  class_sign_in_use: ClassSignInUseTable
  consent_declaration: ConsentDeclarationTable
  consent_entry_assignment: ConsentEntryAssignmentTable
  consent_entry_assignment_end: ConsentEntryAssignmentEndTable
  consent_form: ConsentFormTable
  consent_form_link: ConsentFormLinkTable
  consent_lead_entry: ConsentLeadEntryTable
  consent_older_text: ConsentOlderTextTable
  consent_request: ConsentRequestTable
  consent_sample: ConsentSampleTable
  consent_sample_check: ConsentSampleCheckTable
  consent_withdrawal: ConsentWithdrawalTable
  control_probe_run: ControlProbeRunTable
  course_source: CourseSourceTable
  credential: CredentialTable
  credential_voided: CredentialVoidedTable
  custody_declaration: CustodyDeclarationTable
  custody_end: CustodyEndTable
  custody_term: CustodyTermTable
  deleted_account: DeletedAccountTable
  document_acknowledgement: DocumentAcknowledgementTable
  document_version: DocumentVersionTable
  early_purge: EarlyPurgeTable
  early_purge_decision: EarlyPurgeDecisionTable
  evidence_opening: EvidenceOpeningTable
  evidence_opening_decision: EvidenceOpeningDecisionTable
  evidence_opening_reading: EvidenceOpeningReadingTable
  export_code: ExportCodeTable
  export_code_end: ExportCodeEndTable
  export_code_use: ExportCodeUseTable
  export_request: ExportRequestTable
  family_claim: FamilyClaimTable
  family_claim_end: FamilyClaimEndTable
  family_code: FamilyCodeTable
  family_code_end: FamilyCodeEndTable
  group_label: GroupLabelTable
  group_picture: GroupPictureTable
  guardianship: GuardianshipTable
  guardianship_act: GuardianshipActTable
  host_check: HostCheckTable
  import_mapping: ImportMappingTable
  import_run: ImportRunTable
  incident: IncidentTable
  incident_affected: IncidentAffectedTable
  incident_affected_removal: IncidentAffectedRemovalTable
  incident_alarm: IncidentAlarmTable
  incident_assessment: IncidentAssessmentTable
  incident_decision: IncidentDecisionTable
  incident_description: IncidentDescriptionTable
  incident_detection: IncidentDetectionTable
  incident_measure: IncidentMeasureTable
  incident_report: IncidentReportTable
  incident_suspicion: IncidentSuspicionTable
  incident_turn: IncidentTurnTable
  instruction_publication: InstructionPublicationTable
  job: JobTable
  job_failure: JobFailureTable
  job_try: JobTryTable
  journal_entry: JournalEntryTable
  journal_head: JournalHeadTable
  journal_pseudonym: JournalPseudonymTable
  ledger_outbox: LedgerOutboxTable
  ledger_position: LedgerPositionTable
  log_access: LogAccessTable
  log_case: LogCaseTable
  log_case_end: LogCaseEndTable
  log_case_mark: LogCaseMarkTable
  log_export: LogExportTable
  log_export_decision: LogExportDecisionTable
  log_export_sealing: LogExportSealingTable
  log_fault: LogFaultTable
  log_help: LogHelpTable
  log_help_end: LogHelpEndTable
  log_help_reading: LogHelpReadingTable
  log_query: LogQueryTable
  log_unmasking: LogUnmaskingTable
  log_unmasking_decision: LogUnmaskingDecisionTable
  log_unmasking_reading: LogUnmaskingReadingTable
  membership: MembershipTable
  messenger_direct_member: MessengerDirectMemberTable
  messenger_draft: MessengerDraftTable
  messenger_message: MessengerMessageTable
  messenger_read_position: MessengerReadPositionTable
  messenger_revision: MessengerRevisionTable
  messenger_room: MessengerRoomTable
  module_release: ModuleReleaseTable
  module_release_confirmation: ModuleReleaseConfirmationTable
  module_release_end: ModuleReleaseEndTable
  notice: NoticeTable
  notice_edition: NoticeEditionTable
  notice_end: NoticeEndTable
  notice_group: NoticeGroupTable
  office_term: OfficeTermTable
  office_term_end: OfficeTermEndTable
  option_decision: OptionDecisionTable
  other_decision: OtherDecisionTable
  other_request: OtherRequestTable
  own_measure: OwnMeasureTable
  own_measure_end: OwnMeasureEndTable
  paired_device: PairedDeviceTable
  paired_device_end: PairedDeviceEndTable
  passkey_challenge: PasskeyChallengeTable
  past_stay: PastStayTable
  person: PersonTable
  person_picture: PersonPictureTable
  platform_departure: PlatformDepartureTable
  processing_remark: ProcessingRemarkTable
  processor: ProcessorTable
  processor_end: ProcessorEndTable
  purge_sheet: PurgeSheetTable
  recovery_code: RecoveryCodeTable
  recovery_code_end: RecoveryCodeEndTable
  recurring_run: RecurringRunTable
  renewal_confirmation: RenewalConfirmationTable
  roll_over: RollOverTable
  roll_over_step: RollOverStepTable
  roll_over_undo: RollOverUndoTable
  root_event: RootEventTable
  safe_key: SafeKeyTable
  same_human: SameHumanTable
  same_human_denial: SameHumanDenialTable
  same_human_end: SameHumanEndTable
  school: SchoolTable
  school_group: SchoolGroupTable
  scope_key: ScopeKeyTable
  sealed_evidence: SealedEvidenceTable
  second_factor: SecondFactorTable
  second_factor_end: SecondFactorEndTable
  session: SessionTable
  session_end: SessionEndTable
  sign_in_attempt: SignInAttemptTable
  sign_in_bucket: SignInBucketTable
  sign_in_card: SignInCardTable
  sign_in_card_end: SignInCardEndTable
  staff_detail: StaffDetailTable
  task: TaskTable
  task_completion: TaskCompletionTable
}
