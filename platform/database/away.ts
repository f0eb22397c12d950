/** PostgreSQL gone, starting or stopping: nothing was done, and it is worth coming back. */
export function isDatabaseAway(error: Error & { code?: string }): boolean {
  return ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', '57P01', '57P02', '57P03', '08006', '08003', '53300'].includes(error.code ?? '') || /Connection terminated|not queryable|timeout exceeded/i.test(error.message)
}

/** The machine can't go on, whatever the work was about: PostgreSQL away or told to stop, no space, no memory, a file that can't be written. */
export function isMachineTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, errno } = error as { code?: unknown; errno?: unknown }
  return isDatabaseAway(error) || errno !== undefined || (typeof code === 'string' && /^(08|53|57P|58)/.test(code))
}
