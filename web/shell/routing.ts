/** What pages need of the router, in plain words: paths are strings, so a module knows only its own. */
import { useLocation, useParams, useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'
import { ownPath } from './doors.ts'

/** A field of the page's path: `usePathField('roomId')` in '/nachrichten/$roomId'. Throws when the path has no such field. */
export function usePathField(name: string): string {
  const value = useOptionalPathField(name)
  if (value === undefined) throw new Error(`The path of this page has no field ${name}.`)
  return value
}

/** The same for pages that serve several paths: undefined where the path lacks the field. */
export function useOptionalPathField(name: string): string | undefined {
  const fields: Readonly<Record<string, string | undefined>> = useParams({ strict: false })
  return fields[name]
}

/** Goes to a path of the house; `replace` leaves no step for the way back, `isSaved` says to the guard of a form that nothing is lost. */
export function useGo(): (path: string, options?: { replace?: boolean; isSaved?: true }) => void {
  const router = useRouter()
  return useCallback((path, { replace, isSaved } = {}) => router.history[replace ? 'replace' : 'push'](path, undefined, { ignoreBlocker: isSaved === true }), [router])
}

/** Where "Zurück" leads on a page that several others lead to: where a link said it came from (withBack), else to the usual place. */
export function useBackTo(usual: string): string {
  const [from] = useQueryField(BACK)
  return from === '' ? usual : ownPath(from)
}

/** A link to such a page, from the page at `from`. */
export function withBack(path: string, from: string): string {
  return `${path}?${BACK}=${encodeURIComponent(from)}`
}

const BACK = 'zurueck'

export function usePath(): string {
  return useLocation({ select: (location) => location.pathname })
}

/** One field of the address behind the question mark, for filters and tabs that a link may carry: `const [q, setQ] = useQueryField('q')`. Empty string: absent. */
export function useQueryField(name: string): [string, (value: string) => void] {
  const search = useLocation({ select: (location) => location.searchStr })
  const router = useRouter()
  const set = useCallback(
    (value: string) => {
      const { pathname, searchStr, hash } = router.state.location
      const fields = new URLSearchParams(searchStr)
      if (value === '') fields.delete(name)
      else fields.set(name, value)
      router.history.replace(`${pathname}${fields.size === 0 ? '' : `?${fields}`}${hash === '' ? '' : `#${hash}`}`)
    },
    [router, name],
  )
  return [new URLSearchParams(search).get(name) ?? '', set]
}
