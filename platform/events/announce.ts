/** Facts that rooms announce to each other inside the server: `within` the same transaction, or `after` it as a job that carries ids only (B4). */
import type { Platform } from '#platform/module/platform.ts'
import type { Write } from '#platform/module/write.ts'

export type Listener = {
  event: string
  /** For what must not be torn: runs in the announcing transaction, and its failure undoes it. */
  within?: (w: Write, body: never) => Promise<void>
  /** Name of a job of the same module that is sent in the transaction with the body as its ids. */
  after?: string
}

/** An event with its body's type: `export const groupFounded = defineEvent<{ groupIds: string[] }>('group.founded')`. */
export type EventOf<B> = { name: string; body?: B }

export function defineEvent<B>(name: string): EventOf<B> {
  return { name }
}

/** Binds a function to an event, with the type of its body. */
export function within<B>(event: EventOf<B>, run: (w: Write, body: B) => Promise<void>): Listener {
  return { event: event.name, within: run as Listener['within'] & {} }
}

/** Announces an event: all listeners of all modules, in the order of the module list. */
export async function announce<B extends object>(w: Write, event: EventOf<B>, body: B): Promise<void> {
  for (const { module, listener } of listenersOf(w.platform, event.name)) {
    if (listener.within) await listener.within(w, body as never)
    if (listener.after) await w.platform.jobs.send(w, `${module}.${listener.after}`, body)
  }
}

function* listenersOf(platform: Platform, event: string): Generator<{ module: string; listener: Listener }> {
  for (const module of platform.modules) {
    for (const listener of module.listeners ?? []) if (listener.event === event) yield { module: module.manifest.id, listener }
  }
}
