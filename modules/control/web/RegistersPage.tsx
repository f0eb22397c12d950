import type { ReactNode } from 'react'
import { useMutation } from '@tanstack/react-query'
import { useMay } from '#web/api/hooks.ts'
import { savePaper } from '#web/api/save-paper.ts'
import { Button } from '#web/design/Button.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Places } from '#web/shell/Places.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../registers/texts.de.ts'
import { control } from './client.ts'
import './registers.css'

/** A page of the registers: the ways to the others, as far as this person has them, below the heading. */
export function RegistersPage({ title, lead, actions, children }: { title: string; lead: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <Page title={title} lead={lead} {...(actions !== undefined && { actions })}>
      <RegisterPlaces />
      {children}
    </Page>
  )
}

/** Kontrolle and the registers behind it. */
export function RegisterPlaces() {
  const t = useTexts(texts)
  const hasProcessors = useMay('control.read_processors')
  const places = [
    { path: '/kontrolle', label: t.control }, { path: '/kontrolle/verzeichnis', label: t.register }, { path: '/kontrolle/massnahmen', label: t.measures },
    ...(hasProcessors ? [{ path: '/kontrolle/auftragsverarbeiter', label: t.processors }] : []),
  ]
  return <Places label={t.registers} places={places} />
}

/** Everything as one paper, for the file of the school and for the authority. */
export function ProofButton() {
  const t = useTexts(texts)
  const proof = useMutation({ mutationFn: () => control.printProof({}), onSuccess: savePaper, gcTime: 0 })
  return (
    <>
      <Button icon="document" isPending={proof.isPending} onPress={() => proof.mutate()}>{t.proof}</Button>
      {proof.error && <Refused error={proof.error} />}
    </>
  )
}
