import { useMutation, useQueryClient } from '@tanstack/react-query'
import { showToast } from '#web/design/toasts.ts'
import { CONTROL } from './client.ts'

/** One act on the server: afterwards this room and Heute ask again, the toast says what was done. */
export function useAct<V = void, R = unknown>(act: (input: V) => Promise<R>, options: { done?: string; then?: () => void } = {}) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: async () => {
      await Promise.all([queries.invalidateQueries({ queryKey: CONTROL }), queries.invalidateQueries({ queryKey: ['home'] })])
      if (options.done !== undefined) showToast({ text: options.done })
      options.then?.()
    },
  })
}
