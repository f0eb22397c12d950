/** Pictures of the people and groups on a page: which of them have one is asked once for all of them. */
import { useQuery } from '@tanstack/react-query'

type Shown = { id: string; version: string }
export type PictureSource = {
  /** So many ids go into one question. */
  asked_max: number
  ask: (ids: { personIds: string[]; groupIds: string[] }, options: { signal: AbortSignal }) => Promise<{ people: Shown[]; groups: Shown[] }>
  personAddress: (picture: Shown) => string
  groupAddress: (picture: Shown) => string
}

/** Gives the address of a picture by the id of its person or group; undefined while nothing is known, and where there is none. */
export function usePictures(source: PictureSource, { personIds = [], groupIds = [] }: { personIds?: readonly string[]; groupIds?: readonly string[] }): (id: string) => string | undefined {
  const people = [...new Set(personIds)].sort()
  const groups = [...new Set(groupIds)].sort()
  const { data } = useQuery<Record<string, string>>({
    queryKey: ['people', 'pictures', people, groups],
    queryFn: async ({ signal }) => {
      const found = await Promise.all([
        ...inParts(people, source.asked_max).map((part) => source.ask({ personIds: part, groupIds: [] }, { signal })),
        ...inParts(groups, source.asked_max).map((part) => source.ask({ personIds: [], groupIds: part }, { signal })),
      ])
      const addresses: Record<string, string> = {}
      for (const { people: shown, groups: shownGroups } of found) {
        for (const one of shown) addresses[one.id] = source.personAddress(one)
        for (const one of shownGroups) addresses[one.id] = source.groupAddress(one)
      }
      return addresses
    },
    enabled: people.length + groups.length > 0,
    // A list that grows by one keeps its pictures meanwhile.
    placeholderData: (before) => before,
    // Who lost the right to see one is refused by the address itself.
    staleTime: 60_000,
  })
  return (id) => data?.[id]
}

function inParts(ids: readonly string[], size: number): string[][] {
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, part) => ids.slice(part * size, (part + 1) * size))
}
