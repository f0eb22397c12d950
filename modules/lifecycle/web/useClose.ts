import { useQueryClient } from '@tanstack/react-query'
import { LIFECYCLE } from './client.ts'

/** Closes a dialog. After a refusal the list behind it is asked again: somebody else may have been faster, and what they did is to be seen. */
export function useClose(onClose: () => void, error: unknown): () => void {
  const queries = useQueryClient()
  return () => {
    onClose()
    if (error !== null) void queries.invalidateQueries({ queryKey: LIFECYCLE })
  }
}
