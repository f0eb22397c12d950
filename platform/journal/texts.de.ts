/** What the verifier of the journal says; used by the command line and by the control page. */
import { count, defineTexts } from '#platform/module/texts.ts'

type Place = { seq: number; segment: string }

export const texts = defineTexts({
  journal_intact: ({ entries, heads }: { entries: number; heads: number }) =>
    `Das Protokoll ist unversehrt: ${count(entries, { one: 'ein Eintrag', other: '# Einträge', none: 'kein Eintrag' })}, ${count(heads, { one: 'eine Unterschrift', other: '# Unterschriften', none: 'keine Unterschrift' })} geprüft.`,
  journal_missing: ({ seq, segment }: Place) => `Im Protokoll fehlen Einträge: ab Nummer ${seq} (${segment}).`,
  journal_unchained: ({ seq, segment }: Place) => `Im Protokoll wurde etwas eingefügt oder umgestellt: Eintrag ${seq} (${segment}) folgt nicht auf den davor.`,
  journal_changed: ({ seq, segment }: Place) => `Im Protokoll wurde Eintrag ${seq} (${segment}) nachträglich geändert.`,
  journal_truncated: ({ seq, segment }: Place) => `Das Ende des Protokolls fehlt: ab Nummer ${seq} (${segment}) gab es Einträge, die unterschrieben wurden.`,
  journal_rewritten: ({ seq, segment }: Place) => `Das Protokoll wurde bis Eintrag ${seq} (${segment}) neu geschrieben: Es passt nicht zu seiner Unterschrift.`,
  journal_head_forged: ({ seq, segment }: Place) => `Die Unterschrift zu Eintrag ${seq} (${segment}) stammt nicht von dieser Schule.`,
  journal_head_missing: ({ seq, segment }: Place) => `Dem Monat ${segment} (bis Eintrag ${seq}) fehlt die Unterschrift, mit der er abgeschlossen wurde.`,
})
