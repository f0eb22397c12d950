import { useQuery } from '@tanstack/react-query'
import { useSession } from '#web/api/hooks.ts'
import { request } from '#web/api/request.ts'
import { Button } from '#web/design/Button.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from './texts.de.ts'

type DemoPerson = { id: string; accountName: string; code: string | null }

/** What the code app of an example person shows. Only the demo's process has this route; anywhere else nothing is asked and nothing is shown. */
export function DemoCode({ who, onFill }: { who: string; onFill: (code: string) => void }) {
  const { known } = useSession()
  return known?.demo === true ? <Code who={who} onFill={onFill} /> : null
}

function Code({ who, onFill }: { who: string; onFill: (code: string) => void }) {
  const t = useTexts(texts)
  const { data } = useQuery({ queryKey: ['demo', 'codes'], queryFn: ({ signal }) => request<{ people: DemoPerson[] }>('GET', '/api/demo/people', { signal }), staleTime: 0, refetchInterval: 10_000 })
  const code = data?.people.find((person) => person.id === who || person.accountName === who)?.code
  if (code === undefined || code === null) return null
  return <Notice action={<Button onPress={() => onFill(code)}>{t.demoFill}</Button>}>{t.demoCode({ code })}</Notice>
}
