import { Bars } from '#web/design/Bars.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'

export type ClassStanding = { id: string; label: string; pupils: number; open: number; partial: number; missing: number; withdrawn: number; outdated: number }

/** How classes stand, as a picture: one bar per class, with the numbers behind it. */
export function ClassBars({ classes }: { classes: readonly ClassStanding[] }) {
  const t = useTexts(texts)
  return (
    <Bars
      caption={t.caption}
      series={[
        { key: 'open', label: t.open, tone: 'good' },
        { key: 'outdated', label: t.outdated, tone: 'ending' },
        { key: 'partial', label: t.partial, tone: 'need' },
        { key: 'withdrawn', label: t.withdrawn, tone: 'blue' },
        { key: 'missing', label: t.missing, tone: 'open' },
      ]}
      rows={classes.map((one) => ({
        key: one.id, label: one.label, values: [one.open, one.outdated, one.partial, one.withdrawn, one.missing], words: t.ofPupils({ open: one.open + one.outdated, all: one.pupils }), href: `/einwilligungen/klasse/${one.id}`,
      }))}
    />
  )
}
