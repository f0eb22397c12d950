import { useMutation, useQueryClient } from '@tanstack/react-query'
import { showToast } from '#web/design/toasts.ts'
import { ADMINISTRATION } from './client.ts'

/** One act on the server: afterwards this room asks again, the toast says what was done. */
export function useAct<V = void, R = unknown>(act: (input: V) => Promise<R>, options: { done?: (result: R, input: V) => string | null; then?: (result: R, input: V) => void } = {}) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: async (result, input) => {
      await queries.invalidateQueries({ queryKey: ADMINISTRATION })
      await queries.invalidateQueries({ queryKey: ['home', 'today'] })
      const text = options.done?.(result, input)
      if (text) showToast({ text })
      options.then?.(result, input)
    },
  })
}
