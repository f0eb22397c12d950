import { HelpPage } from '../shell/HelpPage.tsx'
import { SampleShell } from './sample.tsx'

export function Help() {
  return (
    <SampleShell path="/hilfe" frame="page">
      <HelpPage />
    </SampleShell>
  )
}
