/** Limits of offices, appointments, accounts for others, custody and the self-test. */
export const limits = {
  name_length_max: 100, school_name_length_max: 120, appointments_listed_max: 500,
  reference_length_max: 200, reason_length_max: 500, role_length_max: 100, place_length_max: 200, hint_length_max: 300, closed_periods_max: 60,
  requests_listed_max: 500, root_events_listed_max: 200, host_checks_listed_max: 30, week_tasks_max: 2_000, ids_sent_max: 200,
  /** Bytes read of one file of the machine. */
  host_file_bytes_max: 262_144, host_processes_max: 20_000, host_includes_max: 50,
  /** Processes or open files asked about in one go: less than a millisecond. */
  host_looks_at_once: 100,
} as const
