import { Card } from '#web/design/Card.tsx'
import { Remark, Section } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { Segments } from '#web/design/Segments.tsx'
import { formatDate } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { yearTexts } from '../texts/year.de.ts'
import type { YearPreview } from '../year/shape.ts'
import { Moves } from './ImportGroups.tsx'

/** One object, so that components do not begin anew. */
const allTexts = { ...texts, ...yearTexts }

/** What happens with each class, and for each of them: keep the room or begin anew. */
export function YearPlan({ preview, fresh, onFresh }: { preview: YearPreview; fresh: ReadonlySet<string>; onFresh: (fresh: ReadonlySet<string>) => void }) {
  const t = useTexts(allTexts)
  const classes = [...preview.renamed, ...preview.carried.map((one) => ({ ...one, to: one.label }))].filter((one) => one.kind === 'class')
  const years = preview.renamed.filter((one) => one.kind === 'year')
  const leaving = preview.ended.filter((one) => one.why === 'exit')
  const ending = preview.ended.filter((one) => one.why !== 'exit')
  const choose = (groupId: string, isFresh: boolean) => {
    const next = new Set(fresh)
    if (isFresh) next.add(groupId)
    else next.delete(groupId)
    onFresh(next)
  }
  return (
    <>
      {classes.length > 0 && (
        <Section title={t.rooms}>
          <Remark>{t.rooms_text}</Remark>
          <Card isFlush>
            <List label={t.rooms}>
              {classes.map((one) => (
                <ListRow
                  key={one.groupId}
                  title={t.room_of({ from: one.label, to: one.to })}
                  note={t.members({ n: one.members })}
                  action={
                    <Segments
                      label={t.room_of({ from: one.label, to: one.to })}
                      value={fresh.has(one.groupId) ? 'fresh' : 'keep'}
                      onChange={(value) => choose(one.groupId, value === 'fresh')}
                      options={[{ value: 'keep', label: t.keep }, { value: 'fresh', label: t.fresh }]}
                    />
                  }
                />
              ))}
            </List>
          </Card>
        </Section>
      )}
      {years.length > 0 && (
        <Section title={t.years_go_on}>
          <Card>
            <Moves moves={years.map((one) => ({ from: one.label, to: one.to, count: one.members }))} />
          </Card>
        </Section>
      )}
      {preview.exits > 0 && (
        <Section title={t.exits}>
          <Card title={t.exits_text({ n: preview.exits, date: formatDate(preview.lastDay) })}>{leaving.map((one) => one.label).join(', ')}</Card>
        </Section>
      )}
      {ending.length > 0 && (
        <Section title={t.ended}>
          <Card note={t.ended_text}>{ending.map((one) => `${one.label} (${t[`why_${one.why}`]})`).join(', ')}</Card>
        </Section>
      )}
      {preview.courses.length > 0 && (
        <Section title={t.courses}>
          <Card note={t.courses_text({ days: preview.archiveDays })}>{preview.courses.map((one) => one.label).join(', ')}</Card>
        </Section>
      )}
      {preview.missing > 0 && <Card icon="flag" title={t.missing({ n: preview.missing })}>{t.missing_text}</Card>}
      {preview.newInFile > 0 && <Card icon="personAdd" title={t.new_in_file({ n: preview.newInFile })}>{t.new_in_file_text}</Card>}
    </>
  )
}
