import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { Picture } from '#web/design/Picture.tsx'
import { pictureNames } from '#web/design/pictures.de.ts'
import { CutGrid, CutPart, PrintOut, PrintPage } from '#web/design/PrintPage.tsx'
import { QrCode } from '#web/design/QrCode.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { Select } from '#web/design/Select.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { usePageHeading } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { usePathField } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from './cards.de.ts'
import { identity } from './client.ts'
import './cards.css'

const COLUMNS = 2
const ROWS = 4
/** Rows of the list on one sheet. */
const LISTED = 14

type Cards = Awaited<ReturnType<typeof identity.printCards>>
type Whom = 'missing' | 'all' | 'one'

/** Cards of a class to print, with the list of pictures for the teacher (A6). Both live in this page's memory only. */
export function CardsPage() {
  const t = useTexts(texts)
  const groupId = usePathField('groupId')
  const [whom, setWhom] = useState<Whom>('missing')
  const [child, setChild] = useState<string | null>(null)
  const query = useQuery({ queryKey: ['identity', 'class-sign-in', groupId], queryFn: ({ signal }) => identity.readClassSignIn({ groupId }, { signal }) })
  const making = useMutation({ mutationFn: () => identity.printCards({ groupId, all: whom === 'all', ...(whom === 'one' && child !== null && { personIds: [child] }) }), gcTime: 0 })
  const title = t.cardsTitle({ label: query.data?.label ?? '' })
  const back = `/klasse-anmelden/${groupId}`
  const heading = usePageHeading(title)
  if (making.data !== undefined) return <Sheets title={title} back={back} cards={making.data} />
  return (
    <div className="cards-question">
      <Stack>
        <Row>
          <Button href={back} icon="left">{t.cardsBack}</Button>
        </Row>
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
        <p>{t.cardsLead}</p>
        <Card>
          <Answer query={query}>
            {({ pupils }) => (
              <Stack>
                <RadioGroup label={t.cardsWho} value={whom} onChange={setWhom} options={[{ value: 'missing', label: t.cardsMissing }, { value: 'one', label: t.cardsOne }, { value: 'all', label: t.cardsAll }]} />
                {whom === 'one' && <Select label={t.cardsChild} value={child} onChange={setChild} options={pupils.map((pupil) => ({ value: pupil.personId, label: pupil.displayName }))} />}
                <Row>
                  <Button kind="primary" icon="print" isDisabled={whom === 'one' && child === null} isPending={making.isPending} onPress={() => making.mutate()}>{t.cardsMake}</Button>
                </Row>
              </Stack>
            )}
          </Answer>
        </Card>
        {making.error && <Refused error={making.error} />}
      </Stack>
    </div>
  )
}

function Sheets({ title, back, cards }: { title: string; back: string; cards: Cards }) {
  const t = useTexts(texts)
  if (cards.cards.length === 0) return (
    <div className="cards-question">
      <EmptyState icon="good" title={t.cardsNone} action={<Button href={back} icon="left">{t.cardsBack}</Button>}>{t.cardsNoneText}</EmptyState>
    </div>
  )
  return (
    <PrintOut title={title} back={back} note={t.cardsMade({ n: cards.cards.length })}>
      {inPieces(cards.cards, COLUMNS * ROWS).map((sheet, index) => (
        <PrintPage key={`cards ${index}`}>
          <CutGrid columns={COLUMNS} rows={ROWS}>
            {sheet.map((card) => (
              <CutPart key={card.personId}>
                <article className="sign-in-card">
                  <QrCode text={`${cards.cardUrl}#karte=${card.code}`} label={t.cardsQr} size="38mm" />
                  <div className="sign-in-card-words">
                    <h2>{card.givenName}</h2>
                    <p>{card.familyName}</p>
                    <p className="sign-in-card-label">{cards.label}</p>
                    <p className="sign-in-card-code">{card.code}</p>
                  </div>
                </article>
              </CutPart>
            ))}
          </CutGrid>
        </PrintPage>
      ))}
      {inPieces(cards.cards, LISTED).map((sheet, index) => (
        <PrintPage key={`list ${index}`}>
          <div className="picture-list">
            <h2>{`${cards.label}: ${t.cardsList}`}</h2>
            <ul>
              {sheet.map((card) => (
                <li key={card.personId}>
                  <span>{`${card.givenName} ${card.familyName}`}</span>
                  {card.pictures.map((place) => (
                    <span key={place} className="picture-list-one">
                      <Picture place={place} size="9mm" isNamed={false} />
                      {pictureNames[place]}
                    </span>
                  ))}
                </li>
              ))}
            </ul>
          </div>
        </PrintPage>
      ))}
    </PrintOut>
  )
}

function inPieces<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, piece) => all.slice(piece * size, (piece + 1) * size))
}
