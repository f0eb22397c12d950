import { useMutation, useQueryClient } from '@tanstack/react-query'
import { showToast } from '#web/design/toasts.ts'
import { INCIDENT } from './client.ts'

/** One act on the server: afterwards this room and Heute ask again, the toast says what was done. */
export function useAct<V = void, R = unknown>(act: (input: V) => Promise<R>, options: { done?: (result: R) => string; after?: (result: R) => void } = {}) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: async (result) => {
      await Promise.all([queries.invalidateQueries({ queryKey: INCIDENT }), queries.invalidateQueries({ queryKey: ['home'] })])
      if (options.done) showToast({ text: options.done(result) })
      options.after?.(result)
    },
  })
}
