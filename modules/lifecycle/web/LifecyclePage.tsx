import type { ReactNode } from 'react'
import { useMay } from '#web/api/hooks.ts'
import { Page } from '#web/shell/Page.tsx'
import { Places } from '#web/shell/Places.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import './lifecycle.css'

/** A page of this room: the ways to its other pages, as far as this person has them, below the heading. */
export function LifecyclePage({ title, lead, actions, children }: { title: string; lead?: string; actions?: ReactNode; children: ReactNode }) {
  const t = useTexts(texts)
  const places = usePlaces()
  return (
    <Page title={title} {...(lead !== undefined && { lead })} {...(actions !== undefined && { actions })}>
      <Places label={t.title} places={places} />
      {children}
    </Page>
  )
}

function usePlaces(): { path: string; label: string }[] {
  const t = useTexts(texts)
  const may = { read: useMay('lifecycle.read'), sheets: useMay('lifecycle.read_sheets'), evidence: useMay('lifecycle.read_evidence'), early: useMay('lifecycle.decide_early_purge'), recurring: useMay('lifecycle.read_recurring') }
  return [
    { path: '/loeschung', label: t.tabLeavers, has: may.read },
    { path: '/loeschung/widerruf', label: t.tabClarified, has: may.read },
    { path: '/loeschung/schulrechner', label: t.tabClosed, has: may.read },
    { path: '/loeschung/geloescht', label: t.tabDeleted, has: may.read },
    { path: '/loeschung/sofort', label: t.earlyTitle, has: may.early },
    { path: '/loeschung/nachweise', label: t.tabSheets, has: may.sheets },
    { path: '/loeschung/versiegelt', label: t.tabEvidence, has: may.evidence },
    { path: '/loeschung/ablauf', label: t.tabRecurring, has: may.recurring },
  ].filter((place) => place.has)
}
