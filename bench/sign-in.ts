/**
 * How many people can sign in, against bare argon2id in the same run, and whether the time of an answer tells which names exist (X17, check 20).
 */
import { addPeople } from '#platform/identity/people.ts'
import { setPassword } from '#platform/identity/sign-in/passwords.ts'
import { newId } from '#platform/id/id.ts'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'
import { globalSetup, globalTeardown } from '#tests/setup.ts'
import { bareHash } from './bare-hash.ts'
import { quantile } from './quantile.ts'

const PASSWORD = 'gurke nebel zaun trichter'
/** People with a password; the others are there so that the tables have their size. */
const SIGNED_UP = 120
const SPAN_MS = 4_000
const PAIRS = Number(process.env['BENCH_PAIRS'] ?? 1_000)
/** Tries of check 19 at one account. */
const TRIES = 10_000
const SIZES = (process.env['BENCH_SIZES'] ?? '500,5000,50000').split(',').map(Number)
/** Sign-ins of the owner in a quiet hour, beside those during the tries. */
const QUIET = 40

export type SignInFigures = {
  people: number
  floor_per_second: number
  sign_ins_per_second: number
  /** Of one sign-in alone. */
  alone_ms_median: number
  /** Median answer to a wrong password: of an account with a password, of one without, of a name nobody has. */
  known_ms_median: number
  without_password_ms_median: number
  unknown_ms_median: number
  /** Wrong tries at one account from 1,000 addresses: how many were looked at, and how many a second were refused. */
  guesses_looked_at: number
  guesses_per_second: number
  /** Of the owner on a browser that is known: in a quiet hour, and while the tries run. All of them get in. */
  owner_quiet_ms: [p50: number, p99: number]
  owner_guessed_ms: [p50: number, p99: number]
  owner_sign_ins: number
}

export async function run(): Promise<void> {
  await globalSetup()
  try {
    for (const people of SIZES) process.stdout.write(report(await measureSignIn(people)))
  } finally {
    await globalTeardown()
  }
}

/** Measures on a house of its own with so many people. The test cluster must run (tests/setup.ts). */
export async function measureSignIn(people: number): Promise<SignInFigures> {
  const house = await openTestHouse()
  try {
    const accounts = await fill(house, people)
    const origin = await house.listen()
    const post = (account: string, password: string) =>
      fetch(`${origin}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-schulhof': '1' },
        body: JSON.stringify({ account, password, device: 'own' }),
      })
    const signIn = async (n: number) => {
      const answer = await post(accounts.known[n % accounts.known.length]!, PASSWORD)
      if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}`)
      await answer.arrayBuffer()
    }
    for (let n = 0; n < 20; n++) await signIn(n)
    const floor_per_second = await perSecond(2, bareHash)
    const sign_ins_per_second = await perSecond(16, signIn)
    const alone = []
    for (let n = 0; n < 60; n++) alone.push(await timed(() => signIn(n)))
    return { people, floor_per_second, sign_ins_per_second, alone_ms_median: median(alone), ...(await compareNames(house, accounts, post)), ...(await guess(house, origin, accounts.known[0]!)) }
  } finally {
    await house.close()
  }
}

function report(f: SignInFigures): string {
  const medians = [f.known_ms_median, f.without_password_ms_median, f.unknown_ms_median]
  const [known, without, unknown] = medians.map((ms) => ms.toFixed(2))
  const share = Math.round((100 * f.sign_ins_per_second) / f.floor_per_second)
  const apart = (Math.max(...medians) - Math.min(...medians)).toFixed(2)
  return [
    `${f.people} people: ${f.sign_ins_per_second.toFixed(1)} sign-ins/s, floor ${f.floor_per_second.toFixed(1)} hashes/s (${share} %), `,
    `one alone ${f.alone_ms_median.toFixed(1)} ms\n`,
    `  wrong password: known ${known} ms, without password ${without} ms, unknown ${unknown} ms; medians ${apart} ms apart over ${PAIRS} (goal: under 5)\n`,
    `  ${TRIES} wrong tries at one account: ${f.guesses_looked_at} looked at (goal: 10), ${f.guesses_per_second.toFixed(0)}/s refused\n`,
    `  their owner meanwhile: p50 / p99 ${f.owner_guessed_ms.map((ms) => ms.toFixed(1)).join(' / ')} ms over ${f.owner_sign_ins} sign-ins, all let in; quiet ${f.owner_quiet_ms.map((ms) => ms.toFixed(1)).join(' / ')} ms `,
    `(ratio ${(f.owner_guessed_ms[0] / f.owner_quiet_ms[0]).toFixed(1)} / ${(f.owner_guessed_ms[1] / f.owner_quiet_ms[1]).toFixed(1)})\n`,
  ].join('')
}

type Accounts = { known: string[]; without: string[] }

async function fill(house: TestHouse, people: number): Promise<Accounts> {
  const ids = await house.write(async (w) => {
    await w.trx
      .insertInto('school')
      .values({ id: newId(w.at), name: 'Schule der Messungen', state: 'NI', founded_at: w.at })
      .execute()
    w.schoolChanged = true
    return addPeople(
      w,
      Array.from({ length: people }, (_, n) => ({
        type: 'teacher' as const,
        givenName: `Vor${n}`,
        familyName: `Nach${n}`,
        source: 'bench',
        sourceId: String(n),
      })),
    )
  })
  await house.platform.school.reload()
  for (let start = 0; start < SIGNED_UP; start += 8)
    await house.write((w) => Promise.all(ids.slice(start, start + 8).map((id) => setPassword(w, id, PASSWORD))))
  const rows = await house.platform.database
    .selectFrom('person')
    .select(['id', 'account_name'])
    .where('id', 'in', ids.slice(0, 2 * SIGNED_UP))
    .execute()
  const names = new Map(rows.map((row) => [row.id, row.account_name]))
  const nameOf = (id: string) => names.get(id)!
  return { known: ids.slice(0, SIGNED_UP).map(nameOf), without: ids.slice(SIGNED_UP, 2 * SIGNED_UP).map(nameOf) }
}

/** One after the other in a new order each time, so that whatever else the machine does meets all three alike. */
async function compareNames(house: TestHouse, accounts: Accounts, post: (account: string, password: string) => Promise<Response>) {
  const times = { known: [] as number[], without: [] as number[], unknown: [] as number[] }
  for (let n = 0; n < PAIRS; n++) {
    if (n % 100 === 0) await house.write(async (w) => void (await w.trx.deleteFrom('sign_in_bucket').execute()))
    const place = n % SIGNED_UP
    const turns = [
      ['known', accounts.known[place]!],
      ['without', accounts.without[place]!],
      ['unknown', `niemand.${place}`],
    ] as const
    for (const [kind, name] of shuffled(turns)) {
      times[kind].push(
        await timed(async () => {
          const answer = await post(name, 'falsches passwort')
          if (answer.status !== 403) throw new Error(`a wrong password was answered ${answer.status}`)
          await answer.arrayBuffer()
        }),
      )
    }
  }
  return { known_ms_median: median(times.known), without_password_ms_median: median(times.without), unknown_ms_median: median(times.unknown) }
}

type Guessed = Pick<SignInFigures, 'guesses_looked_at' | 'guesses_per_second' | 'owner_quiet_ms' | 'owner_guessed_ms' | 'owner_sign_ins'>

/** Check 19: who guesses at one account is refused before anything is hashed, and its owner gets in all the while. */
async function guess(house: TestHouse, origin: string, account: string): Promise<Guessed> {
  await house.write(async (w) => void (await w.trx.deleteFrom('sign_in_bucket').execute()))
  const owner = ownerOf(origin, account)
  await owner()
  const quiet: number[] = []
  for (let n = 0; n < QUIET; n++) quiet.push(await timed(owner))
  const guessed: number[] = []
  let isOver = false
  const comesIn = (async () => {
    while (!isOver) guessed.push(await timed(owner))
  })()
  const from = performance.now()
  let looked = 0
  for (let start = 0; start < TRIES; start += 100) {
    const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => house.app.inject({
      method: 'POST', url: '/api/session', remoteAddress: `198.51.${Math.floor(((start + n) % 1_000) / 250)}.${(start + n) % 250}`,
      headers: { 'x-schulhof': '1' }, payload: { account, password: `falsch ${start + n}`, device: 'own' },
    })))
    looked += answers.filter((answer) => answer.statusCode === 403).length
  }
  const guesses_per_second = TRIES / ((performance.now() - from) / 1000)
  isOver = true
  await comesIn
  const took = (values: number[]): [number, number] => [median(values), quantile(values, 0.99)]
  return { guesses_looked_at: looked, guesses_per_second, owner_quiet_ms: took(quiet), owner_guessed_ms: took(guessed), owner_sign_ins: guessed.length }
}

/** The owner's browser: it was here before, and brings what it was given. Throws when it is not let in. */
function ownerOf(origin: string, account: string): () => Promise<void> {
  const cookies = new Map<string, string>()
  return async () => {
    const answer = await fetch(`${origin}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-schulhof': '1', cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      body: JSON.stringify({ account, password: PASSWORD, device: 'own' }),
    })
    await answer.arrayBuffer()
    if (answer.status !== 200) throw new Error(`the owner was answered ${answer.status}`)
    for (const cookie of answer.headers.getSetCookie()) cookies.set(...(/^([^=]+)=([^;]*)/.exec(cookie)!.slice(1) as [string, string]))
  }
}

function shuffled<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value)
}

async function perSecond(atOnce: number, work: (n: number) => Promise<unknown>): Promise<number> {
  const from = performance.now()
  let done = 0
  let next = 0
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() - from < SPAN_MS) {
        await work(next++)
        done++
      }
    }),
  )
  return done / ((performance.now() - from) / 1000)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

const median = (values: readonly number[]): number => quantile(values, 0.5)
