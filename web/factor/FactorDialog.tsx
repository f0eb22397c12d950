import { useQuery } from '@tanstack/react-query'
import { useSignedIn } from '#web/api/hooks.ts'
import { Dialog } from '#web/design/Dialog.tsx'
import { Stack } from '#web/design/layout.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { FACTORS, factors } from './client.ts'
import { ProofForm } from './ProofForm.tsx'
import { texts } from './texts.de.ts'

/** Asks for the second factor again over the page that needs it; what was typed there stays. */
export function FactorDialog({ onProved, onClose }: { onProved: () => void; onClose: () => void }) {
  const t = useTexts(texts)
  const { person } = useSignedIn()
  const query = useQuery({ queryKey: FACTORS, queryFn: ({ signal }) => factors.listFactors({}, { signal }) })
  return (
    <Dialog title={t.againTitle} isOpen onClose={onClose}>
      <Stack>
        <p>{t.againText}</p>
        <Answer query={query}>
          {(own) => <ProofForm kinds={own.factors.map((one) => one.kind)} who={person.id} onProve={async (proof) => factors.proveFactorAgain({ proof }).then(onProved)} />}
        </Answer>
      </Stack>
    </Dialog>
  )
}
