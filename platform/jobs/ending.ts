import { stop_wait_ms_max } from './limits.ts'

/** Waits for work that is being stopped, but not for ever: what has not ended by then is done again after the next start. */
export async function untilDone(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, stop_wait_ms_max)))
  await Promise.race([work.catch(() => {}), patience])
  clearTimeout(timer)
}
