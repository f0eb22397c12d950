/** Who still owes Heute an answer. */
import { useCallback, useEffect, useRef, useState } from 'react'

/** So long the page waits for all of its parts to come together; whoever takes longer gets a place of its own with the shape of a card. */
const PATIENCE_MS = 1_500
const NOBODY: ReadonlySet<string> = new Set()

export type Sources = {
  /** From now on the page is shown; it never goes back. */
  isShown: boolean
  /** Who was waited for in vain when the page was shown: they come behind the others of their place. */
  late: ReadonlySet<string>
  /** All parts have answered (also: with a mistake). Only then one may say that nothing waits. */
  isComplete: boolean
  /** The ear of one part; the same one for the same part. */
  ear: (part: string) => (isAnswered: boolean) => void
}

/** `parts`: the names of all that are on the page; `isBegun`: the page's own answer is here, so the waiting for the others begins. */
export function useSources(parts: readonly string[], isBegun: boolean): Sources {
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set())
  // Null: not shown yet.
  const [late, setLate] = useState<ReadonlySet<string> | null>(null)
  const ears = useRef(new Map<string, (isAnswered: boolean) => void>())
  const ear = useCallback((part: string) => {
    const known = ears.current.get(part)
    if (known !== undefined) return known
    const hear = (isAnswered: boolean) => setAnswered((before) => withPart(before, part, isAnswered))
    ears.current.set(part, hear)
    return hear
  }, [])
  const isComplete = isBegun && parts.every((part) => answered.has(part))
  if (isComplete && late === null) setLate(NOBODY)
  const isShown = late !== null
  const missing = useRef<readonly string[]>([])
  useEffect(() => {
    missing.current = parts.filter((part) => !answered.has(part))
  })
  useEffect(() => {
    if (!isBegun || isShown) return undefined
    const patience = setTimeout(() => setLate(new Set(missing.current)), PATIENCE_MS)
    return () => clearTimeout(patience)
  }, [isBegun, isShown])
  return { isShown, late: late ?? NOBODY, isComplete, ear }
}

function withPart(before: ReadonlySet<string>, part: string, isAnswered: boolean): ReadonlySet<string> {
  if (before.has(part) === isAnswered) return before
  const after = new Set(before)
  if (isAnswered) after.add(part)
  else after.delete(part)
  return after
}
