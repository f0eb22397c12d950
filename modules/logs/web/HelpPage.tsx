import { useQuery } from '@tanstack/react-query'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { useHasPath } from '#web/shell/house.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { formatMoment } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts as words } from '../texts.de.ts'
import { texts } from '../texts/help.de.ts'
import { LOGS, logs } from './client.ts'
import type { Help } from './client.ts'

/** "Hilf mir" (A9): one press releases the own attempts, one press ends it. */
export function HelpPage() {
  const t = useTexts(texts)
  const w = useTexts(words)
  const hasDeclared = useHasPath('/protokolle/was')
  const query = useQuery({ queryKey: [...LOGS, 'help'], queryFn: ({ signal }) => logs.listOwnHelp({}, { signal }) })
  const giving = useAct(() => logs.giveHelp({}), { done: ({ closesAt }) => t.given({ until: formatMoment(closesAt) }) })
  return (
    <Page title={t.title} lead={t.lead} isNarrow>
      <Answer query={query}>
        {({ helps, isAnybodyThere }) => {
          const open = helps.find(({ isOpen }) => isOpen)
          return (
            <Stack>
              {open === undefined
                ? <p><Button kind="primary" icon="support" isPending={giving.isPending} onPress={() => giving.mutate()}>{t.give}</Button></p>
                : <OpenHelp help={open} level={2} />}
              {!isAnybodyThere && <Notice kind="explain">{t.nobodyThere}</Notice>}
              {giving.error && <Refused error={giving.error} />}
              {hasDeclared && <p><Link href="/protokolle/was">{w.declared}</Link></p>}
            </Stack>
          )
        }}
      </Answer>
    </Page>
  )
}

/** A release that is open: until when, by whom, how often it was looked at, and its end. */
export function OpenHelp({ help, level = 3 }: { help: Help; level?: 2 | 3 }) {
  const t = useTexts(texts)
  const ending = useAct(() => logs.endHelp({ helpId: help.id }), { done: () => t.ended })
  return (
    <Card
      level={level} icon="support" title={t.open({ until: formatMoment(help.closesAt) })} note={t.readings({ n: help.readings })}
      action={<Button isPending={ending.isPending} onPress={() => ending.mutate()}>{t.end}</Button>}
    >
      {help.isByOther && <p>{help.openedBy === null ? t.byOtherUnknown : t.byOther({ name: help.openedBy })}</p>}
      {ending.error && <Refused error={ending.error} />}
    </Card>
  )
}
