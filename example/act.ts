/** Acts in the example world through the same operations as everybody: decided, written, recorded. */
import { perform } from '#platform/module/perform.ts'
import type { Contract, Input, Operation, Output } from '#platform/module/operation.ts'
import { provedActor } from './factors.ts'
import type { House } from '#server/house.ts'

const NO_REQUEST = { address: '127.0.0.1', cookies: {}, userAgent: 'example', setCookie: () => {} }

/** Performs `module.operation` as this person, through the HTTP door's way; whoever holds an office proves the second factor first. Throws RefusalError like the door would answer. */
export async function act<C extends Contract, K extends keyof C & string>(house: House, personId: string | null, module: string, _contract: C, name: K, input: InputOf<C[K]>, body: Buffer | null = null): Promise<Output<C[K]>> {
  const { platform, assembly } = house
  const entry = assembly.entries.get(`${module}.${name}`)
  if (entry === undefined) throw new Error(`no operation ${module}.${name}`)
  const actor = personId === null ? null : await provedActor(house, personId)
  return (await perform(platform, entry, { actor, door: entry.operation.doors[0]!, input, body, at: platform.clock.now(), request: NO_REQUEST })) as Output<C[K]>
}

type InputOf<O> = O extends Operation ? Partial<Input<O>> & Record<string, unknown> : never
