import { useMutation, useQueryClient } from '@tanstack/react-query'
import { showToast } from '#web/design/toasts.ts'

export type ActOptions<R, V> = {
  /** What the toast says; null: nothing. */
  done?: string | ((result: R, input: V) => string | null)
  /** What the page does then: closes its dialog, goes on. */
  after?: (result: R, input: V) => void
}

/**
 * One act on the server. What it changed is shown by other rooms as well, Heute above all, so everything that is on the page is asked again; the toast says
 * what was done. What was pressed may be gone with its row: then the focus goes to the heading instead of nowhere.
 */
export function useAct<V = void, R = unknown>(act: (input: V) => Promise<R>, { done, after }: ActOptions<R, V> = {}) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: act,
    // What an act answered is not kept beyond its page.
    gcTime: 0,
    onSuccess: async (result, input) => {
      await queries.invalidateQueries()
      const text = typeof done === 'function' ? done(result, input) : done
      if (text) showToast({ text })
      after?.(result, input)
      keepFocus()
    },
  })
}

/** After the next picture the dialog is closed and the row is gone. */
export function keepFocus(): void {
  requestAnimationFrame(() => requestAnimationFrame(() => {
    if (document.activeElement === null || document.activeElement === document.body) document.querySelector<HTMLElement>('#content h1')?.focus({ preventScroll: true })
  }))
}
