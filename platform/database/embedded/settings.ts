/** How PostgreSQL runs on one small machine beside one school server. Given on the command line, so that no file can drift from the code. */
import { connections_max, throwaway_connections_max } from './limits.ts'

export const cluster_port = 5432
export const cluster_user = 'schulhof'

/** Arguments for postgres. A throw-away cluster of tests gives durability for speed; a school's never does. */
export function settingsOf(socketFolder: string, isThrowaway: boolean): string[] {
  const settings: Record<string, string | number> = {
    // The bundled TLS library is old and nobody outside this machine has business here: Unix socket only.
    listen_addresses: '',
    port: cluster_port,
    unix_socket_directories: quoteList(socketFolder),
    unix_socket_permissions: '0700',
    ...size(isThrowaway),
    ...durability(isThrowaway),
    ...log,
    timezone: 'UTC',
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

function size(isThrowaway: boolean): Record<string, string | number> {
  return {
    max_connections: isThrowaway ? throwaway_connections_max : connections_max,
    shared_buffers: '128MB',
    effective_cache_size: '512MB',
    max_wal_size: '512MB',
    jit: 'off',
    // Two cores: parallel plans would only take them from the messages of others; small containers have no shared memory for them either.
    max_parallel_workers_per_gather: 0,
    max_parallel_maintenance_workers: 0,
    max_logical_replication_workers: 0,
    io_method: 'sync',
  }
}

function durability(isThrowaway: boolean): Record<string, string> {
  // Commits still reach the kernel one by one: tests that kill processes lose nothing, only a power cut would.
  if (isThrowaway) return { fsync: 'off', synchronous_commit: 'on', full_page_writes: 'off', autovacuum: 'off', wal_level: 'replica' }
  return { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', wal_level: 'replica' }
}

/**
 * The log tells of starts, crashes and checkpoints and never of people: no statements, no parameters, no error messages of statements
 * (they quote values; the application gets and judges them), no details. Seven files, one per weekday, each begun afresh after a week.
 */
const log = {
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgresql-%a.log',
  log_file_mode: '0600',
  log_rotation_age: '1d',
  log_rotation_size: 0,
  log_truncate_on_rotation: 'on',
  log_timezone: 'Europe/Berlin',
  log_statement: 'none',
  log_duration: 'off',
  log_min_duration_statement: -1,
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
  log_connections: '',
  log_disconnections: 'off',
}

/** Elements of the list may hold commas and spaces when they stand in double quotes. */
function quoteList(path: string): string {
  return `"${path.replaceAll('"', '""')}"`
}
