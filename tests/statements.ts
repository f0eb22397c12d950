/** How many statements go to the database while something is done: what is done for many people must not ask about each of them. */
import pg from 'pg'

/** Runs `work` and answers how many statements this process sent meanwhile, of all its connections. */
export async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const { prototype } = pg.Client
  const { query } = prototype
  let count = 0
  prototype.query = function (this: pg.Client, ...args: unknown[]) {
    count++
    return (query as (...all: unknown[]) => unknown).apply(this, args)
  } as typeof query
  try {
    await work()
  } finally {
    prototype.query = query
  }
  return count
}
