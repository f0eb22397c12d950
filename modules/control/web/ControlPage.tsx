import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMay } from '#web/api/hooks.ts'
import { settings, valueWord } from '#platform/school/settings.de.ts'
import { Badge } from '#web/design/Badge.tsx'
import type { BadgeKind } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { Icon } from '#web/design/Icon.tsx'
import type { IconName } from '#web/design/icons.ts'
import { Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { formatMoment } from '#web/texts/format.ts'
import { texts } from '../texts.de.ts'
import { faultOf, keptOf, labelOf, lineOf } from '../words.ts'
import { CONTROL, control, controlQuery } from './client.ts'
import { ProofButton, RegisterPlaces } from './RegistersPage.tsx'
import './control.css'

type Control = Awaited<ReturnType<typeof control.readControl>>
type Row = Control['rows'][number]

/** One row per clause: what is locked and when that was probed, what is open, and whom it needs. On paper one A4 page. */
export function ControlPage() {
  const mayProbe = useMay('control.probe')
  const queries = useQueryClient()
  const query = useQuery(controlQuery)
  const probing = useMutation({ mutationFn: () => control.runProbes({}), onSuccess: () => queries.invalidateQueries({ queryKey: CONTROL }) })
  return (
    <Page
      title={texts.title}
      lead={query.data?.isPart === true ? texts.leadPart : texts.lead}
      actions={(
        <>
          {mayProbe && <Button kind="primary" icon="refresh" isPending={probing.isPending} onPress={() => probing.mutate()}>{texts.probeNow}</Button>}
          <Button icon="print" onPress={() => window.print()}>{texts.print}</Button>
          <ProofButton />
        </>
      )}
    >
      <RegisterPlaces />
      <Answer query={query}>
        {(found) => (
          <Stack>
            {probing.error && <Refused error={probing.error} level={2} />}
            {probing.data !== undefined && <Notice kind={probing.data.failed.length === 0 ? 'good' : 'danger'} isLive>{probing.data.failed.length === 0 ? texts.probed : texts.failed({ n: probing.data.failed.length })}</Notice>}
            <Summary rows={found.rows} />
            <ol className="control" aria-label={texts.title}>
              {found.rows.map((row) => <ControlRow key={row.clause} row={row} />)}
            </ol>
            <p className="remark control-foot">{texts.foot}</p>
          </Stack>
        )}
      </Answer>
    </Page>
  )
}

function Summary({ rows }: { rows: readonly Row[] }) {
  const n = (state: Row['state']) => rows.filter((row) => row.state === state).length
  const [broken, unsure, open] = [n('broken'), n('unsure'), n('open')]
  if (broken + unsure + open === 0) return <p className="control-summary"><Badge kind="good">{texts.allCalm}</Badge></p>
  return (
    <p className="control-summary">
      {broken > 0 && <Badge kind="danger">{texts.countBroken({ n: broken })}</Badge>}
      {unsure > 0 && <Badge kind="need">{texts.countUnsure({ n: unsure })}</Badge>}
      {open > 0 && <Badge kind="need">{texts.countOpen({ n: open })}</Badge>}
    </p>
  )
}

const drawn: Readonly<Record<Row['state'], { icon: IconName; badge: BadgeKind; words: string }>> = {
  broken: { icon: 'danger', badge: 'danger', words: texts.stateBroken },
  unsure: { icon: 'clock', badge: 'need', words: texts.stateUnsure },
  open: { icon: 'bell', badge: 'need', words: texts.stateOpen },
  calm: { icon: 'good', badge: 'plain', words: texts.stateCalm },
}

const BY_PEOPLE = { icon: 'people', badge: 'plain', words: texts.stateByPeople } as const

function ControlRow({ row }: { row: Row }) {
  const isLocked = row.kept.includes('technical')
  // Nothing of it is probed: people look after it, and no tick may say otherwise.
  const { icon, badge, words } = row.state === 'calm' && !isLocked ? BY_PEOPLE : drawn[row.state]
  const waiting = row.figures.filter((figure) => figure.needs !== null)
  const told = row.figures.filter((figure) => figure.needs === null && (figure.of !== null))
  return (
    <li className={`control-row control-${row.state === 'calm' && !isLocked ? 'people' : row.state}`}>
      <span className="control-mark"><Icon name={icon} size={20} /></span>
      <div className="control-words">
        <h2 className="control-title"><span className="control-number">{labelOf(row.clause)}</span> {texts.clauses[row.clause]}</h2>
        <p className="control-kept">{keptOf(row, formatMoment).join(' · ')}</p>
        {row.probes.filter((probe) => probe.ranAt !== null && !probe.passed).map((probe) => (
          <p key={probe.id} className="control-fault">{texts.probeBroken({ line: lineOf(probe.id, { n: 0, of: null }), fault: faultOf(probe.fault ?? '') })}</p>
        ))}
        {row.state === 'broken' && <p className="control-told">{texts.brokenNext}</p>}
        {told.map((figure) => <p key={figure.id} className="control-told">{lineOf(figure.id, figure)}</p>)}
        {waiting.map((figure) => (
          <p key={figure.id} className="control-waiting">
            <span>{lineOf(figure.id, figure)}</span> <span className="control-who">{texts.who[figure.needs!]}</span>
            {figure.path !== null && <span className="no-print"><Link href={figure.path}>{texts.go}</Link></span>}
          </p>
        ))}
        {row.settings.length > 0 && <Settings row={row} />}
        {row.probes.length > 0 && (
          <div className="no-print">
            <Disclosure title={texts.what}>
              <ul className="control-probes">{row.probes.map((probe) => <li key={probe.id}>{lineOf(probe.id, { n: 0, of: null })} <span className="control-checks">({texts.checks({ n: probe.checked })})</span></li>)}</ul>
            </Disclosure>
          </div>
        )}
      </div>
      <span className="control-state"><Badge kind={badge}>{words}</Badge></span>
    </li>
  )
}

/** What the school has set for this clause, and for whoever decides it the way there. */
function Settings({ row }: { row: Row }) {
  const mayDecide = useMay('school.decide')
  return (
    <div className="no-print">
      <Disclosure title={texts.set({ n: row.settings.filter((one) => !one.isDefault).length })}>
        <ul className="control-probes">
          {row.settings.map((one) => {
            const setting = settings.find(({ option }) => option === one.option)
            return setting && <li key={one.option}>{setting.label}: <span className="control-checks">{valueWord(setting, one.value)}</span></li>
          })}
        </ul>
        {mayDecide && <p><Link href="/verwaltung/einstellungen">{texts.toSettings}</Link></p>}
      </Disclosure>
    </div>
  )
}

