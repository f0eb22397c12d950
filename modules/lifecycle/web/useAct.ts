import { useMutation, useQueryClient } from '@tanstack/react-query'
import { showToast } from '#web/design/toasts.ts'
import { LIFECYCLE } from './client.ts'

/**
 * One act on the server. Accounts come and go with it, so everything that is known of people is asked again; the toast says what was done. What was pressed
 * may be gone with its row: then the focus goes to the heading of the page instead of nowhere.
 */
export function useAct<V = void, R = unknown>(act: (input: V) => Promise<R>, options: { done?: (result: R, input: V) => string; after?: (result: R, input: V) => void } = {}) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: async (result, input) => {
      await queries.invalidateQueries()
      if (options.done !== undefined) showToast({ text: options.done(result, input) })
      options.after?.(result, input)
      keepFocus()
    },
  })
}

/** Closes a dialog. After a refusal the list behind it is asked again: somebody else may have been faster, and what they did is to be seen. */
export function useClose(onClose: () => void, error: unknown): () => void {
  const queries = useQueryClient()
  return () => {
    onClose()
    if (error !== null) void queries.invalidateQueries({ queryKey: LIFECYCLE })
  }
}

/** After the next picture the dialog is closed and the row is gone. */
export function keepFocus(): void {
  requestAnimationFrame(() => requestAnimationFrame(() => {
    if (document.activeElement === null || document.activeElement === document.body) document.querySelector<HTMLElement>('#content h1')?.focus({ preventScroll: true })
  }))
}
