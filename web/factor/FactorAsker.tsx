/** Stands in the house of a signed-in person and asks for the second factor when a call lacks it. The dialog itself loads when it is needed. */
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { askFactorBy } from '#web/api/factor.ts'
import { session } from '#web/api/session.ts'
import { registerRefusals } from '#web/texts/refusal-text.ts'

const FactorDialog = lazy(async () => {
  const [{ FactorDialog: part }, { refusals }] = await Promise.all([import('./FactorDialog.tsx'), import('#platform/identity/texts.de.ts')])
  registerRefusals(refusals)
  return { default: part }
})

export function FactorAsker() {
  const queries = useQueryClient()
  const [answer, setAnswer] = useState<((isProved: boolean) => void) | null>(null)
  useEffect(() => askFactorBy(() => new Promise((resolve) => setAnswer(() => resolve))), [])
  const end = (isProved: boolean) => {
    setAnswer(null)
    answer?.(isProved)
  }
  const proved = async () => {
    await session.reload().catch(() => undefined)
    end(true)
    // What was shown without the rights of the office is asked for again.
    await queries.invalidateQueries()
  }
  if (answer === null) return null
  return (
    <Suspense fallback={null}>
      <FactorDialog onProved={() => void proved()} onClose={() => end(false)} />
    </Suspense>
  )
}
