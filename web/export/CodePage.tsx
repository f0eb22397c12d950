import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import { blobAddress } from '#web/api/client.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Prose, Remark, Row, Stack } from '#web/design/layout.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useGo } from '#web/shell/routing.ts'
import { useAct } from '#web/shell/use-act.ts'
import { codeInFragment, groupCode, isWholeCode } from '#web/signin/slip.ts'
import { formatDate } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { contract } from '#platform/export/contract.ts'
import { texts } from '#platform/export/texts.de.ts'
import { EXPORT, exporting, LOOK_AGAIN_MS } from './client.ts'
import { CopyState } from './CopyState.tsx'

const BY_CODE = [...EXPORT, 'code'] as const

/** Without a session: the page a printed code opens (A18), and nothing beside it. */
export function CodePage() {
  // Codes are printed for pupils, and nobody is signed in who could be asked.
  const t = useTexts(texts, 'du')
  const query = useQuery({
    queryKey: BY_CODE, queryFn: ({ signal }) => exporting.readByCode({}, { signal }),
    refetchInterval: ({ state: { data } }) => (data?.state === 'running' ? LOOK_AGAIN_MS : false),
  })
  const closing = useAct(() => exporting.closeByCode({}), { done: t.code_closed })
  return (
    <Page title={t.code_title} lead={t.code_lead}>
      <Answer query={query}>
        {(copy) => (copy.isOpen ? (
          <Card>
            <Stack>
              <Prose>
                <p>{t.lead}</p>
                <p>{t.careful} {copy.codeUntil !== null && t.code_until({ date: formatDate(copy.codeUntil) })}</p>
              </Prose>
              <CopyState copy={copy} file={blobAddress(contract.downloadByCode, {})} ask={() => exporting.askByCode({})} address="du" />
              <Remark>{t.code_close_hint}</Remark>
              {closing.error && <Refused error={closing.error} level={3} address="du" />}
              <Row>
                <Button isPending={closing.isPending} onPress={() => closing.mutate()}>{t.code_close}</Button>
              </Row>
            </Stack>
          </Card>
        ) : <Typed />)}
      </Answer>
    </Page>
  )
}

function Typed() {
  const t = useTexts(texts, 'du')
  const go = useGo()
  const [code, setCode] = useState('')
  const [isTried, setTried] = useState(false)
  const use = useAct((typed: string) => exporting.useExportCode({ code: typed }))
  // A QR leads here with its code in the fragment: it is taken out of the address at once. Nothing is asked before a press: the code opens once.
  useEffect(() => {
    const scanned = codeInFragment(location.hash, 'code')
    if (scanned === null) return
    go(location.pathname, { replace: true })
    setCode(scanned)
  }, [go])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isWholeCode(code)) use.mutate(code)
  }
  return (
    <Card>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextField
            label={t.code} hint={t.code_hint} name="code" isCode autoComplete="one-time-code" autoCapitalize="characters" placeholder="XXXX-XXXX-XXXX"
            value={code} onChange={(typed) => setCode(groupCode(typed))} error={isTried && !isWholeCode(code) ? t.code_short : undefined}
          />
          {use.error && <Refused error={use.error} level={2} address="du" />}
          <Button kind="primary" isWide type="submit" isPending={use.isPending}>{t.code_open}</Button>
        </Stack>
      </form>
    </Card>
  )
}
