/** The other load: a process whose browsers sign in, or that only hashes, for so many seconds. */
import { quantile } from '../quantile.ts'
import { bareHash } from '../bare-hash.ts'

export type SignInOrder = { kind: 'sign-in'; port: number; accounts: string[]; password: string; atOnce: number; seconds: number } | { kind: 'hash'; atOnce: number; seconds: number }
export type SignInFigures = { perSecond: number; took: [number, number] }

const COMING_MS = 1_000

export function createSignIns() {
  let next = 0
  return (order: SignInOrder): Promise<SignInFigures> => (order.kind === 'hash' ? keepDoing(order, () => bareHash()) : keepDoing(order, () => signIn(order, order.accounts[next++ % order.accounts.length]!)))
}

async function signIn({ port, password }: Extract<SignInOrder, { kind: 'sign-in' }>, account: string): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/session`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'x-schulhof': '1' }, body: JSON.stringify({ account, password, device: 'own' }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`sign-in answered ${answer.status} ${text}`)
}

/** So many at once, when they have all come; one after the other each. */
async function keepDoing({ atOnce, seconds }: { atOnce: number; seconds: number }, work: () => Promise<unknown>): Promise<SignInFigures> {
  const times: number[] = []
  const from = performance.now()
  const lane = async (place: number): Promise<void> => {
    // Nobody presses a key in the same millisecond as thirty others: they come within a second.
    await new Promise((resolve) => setTimeout(resolve, (place / atOnce) * COMING_MS))
    while (performance.now() - from < seconds * 1_000) {
      const began = performance.now()
      await work()
      times.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, (_, place) => lane(place)))
  return { perSecond: times.length / ((performance.now() - from) / 1_000), took: [quantile(times, 0.5), quantile(times, 0.99)] }
}
