import type { ReactNode } from 'react'
import { Skeleton } from '#web/design/Skeleton.tsx'
import { Refused } from './Refused.tsx'

type Asked<T> = { data: T | undefined; error: unknown; refetch: () => unknown }

export type AnswerProps<T> = {
  /** What `useQuery` gave. */
  query: Asked<T>
  /** The shape while it loads; by default lines of text. */
  skeleton?: ReactNode
  children: (found: T) => ReactNode
}

/** The three states of a question to the server: on its way (a skeleton after 200 ms), refused (with the next step), answered. */
export function Answer<T>({ query, skeleton = <Skeleton />, children }: AnswerProps<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <Refused error={query.error} onRetry={() => void query.refetch()} />
  return skeleton
}
