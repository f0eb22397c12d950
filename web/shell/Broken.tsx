/** What is shown when a page fell over: no trace of code, what was typed elsewhere stays, and a way on. */
import { Component } from 'react'
import type { ReactNode } from 'react'
import { RefusalError } from '#web/api/refusal.ts'
import { Button } from '#web/design/Button.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { useRefusalText, useTexts } from '#web/texts/useTexts.ts'
import { PlainShell } from './PlainShell.tsx'
import { texts } from './texts.de.ts'

/** In the place of one page; the frame around it stays. */
export function Broken({ error, reset }: { error: unknown; reset: () => void }) {
  const t = useTexts(texts)
  const say = useRefusalText()
  const text = say(error instanceof RefusalError ? error.refusal : { status: 0, code: isOldScript(error) ? 'network' : 'fault' })
  return (
    <div role="alert">
      <Notice
        kind="explain"
        title={isOldScript(error) ? t.newVersion : text.what}
        action={
          <>
            <Button kind="primary" icon="refresh" onPress={() => location.reload()}>
              {t.reload}
            </Button>
            {!isOldScript(error) && <Button onPress={reset}>{t.retry}</Button>}
          </>
        }
      >
        {!isOldScript(error) && (
          <>
            <p>{text.why}</p>
            <p>{text.next}</p>
          </>
        )}
      </Notice>
    </div>
  )
}

/** The last net, around everything. */
export class Boundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error: error ?? new Error('unknown') }
  }

  override render() {
    if (this.state.error === null) return this.props.children
    return (
      <PlainShell>
        <Broken error={this.state.error} reset={() => this.setState({ error: null })} />
      </PlainShell>
    )
  }
}

/** After an update the server no longer has the script that this page was about to load. */
function isOldScript(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported module|module script|importing/i.test(error.message)
}
