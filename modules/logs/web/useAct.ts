import { useMutation, useQueryClient } from '@tanstack/react-query'
import { showToast } from '#web/design/toasts.ts'
import { LOGS } from './client.ts'

/** One act on the server: afterwards this room and Heute ask again, the toast says what was done. */
export function useAct<V = void, R = unknown>(act: (input: V) => Promise<R>, options: { done?: (result: R, input: V) => string; then?: (result: R, input: V) => void } = {}) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: act,
    // What an act answered is not kept beyond its page: it may be a key.
    gcTime: 0,
    onSuccess: async (result, input) => {
      await Promise.all([queries.invalidateQueries({ queryKey: LOGS }), queries.invalidateQueries({ queryKey: ['home'] })])
      if (options.done) showToast({ text: options.done(result, input) })
      options.then?.(result, input)
    },
  })
}
