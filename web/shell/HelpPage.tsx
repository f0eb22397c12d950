/** Hilfe: real answers, open to everybody, also before the sign-in. */
import { useSession } from '#web/api/hooks.ts'
import { Kbd } from '#web/design/Kbd.tsx'
import { Prose } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from './help.de.ts'
import { Page } from './Page.tsx'
import './HelpPage.css'

export function HelpPage() {
  const t = useTexts(texts)
  const { known } = useSession()
  const keys = [
    [t.keySearchName, t.keySearch],
    [t.keyNextName, t.keyNext],
    [t.keyCloseName, t.keyClose],
    [t.keySendName, t.keySend],
    [t.keyZoomName, t.keyZoom],
  ] as const
  return (
    <Page title={t.title} lead={t.lead} isNarrow>
      <Notice kind="danger" title={t.dangerTitle}>
        {t.danger}
      </Notice>
      <Prose>
        <h2>{t.signInTitle}</h2>
        <p>{t.signIn1}</p>
        <p>{t.signIn2}</p>
        <p>{t.signIn3}</p>
        <h2>{t.deviceTitle}</h2>
        <p>{t.device1}</p>
        <p>{t.device2}</p>
        <h2>{t.refusedTitle}</h2>
        <p>{t.refused1}</p>
        <p>{t.refused2}</p>
        <p>{t.refused3}</p>
        <h2>{t.dataTitle}</h2>
        <p>{t.data}</p>
        <h2>{t.keysTitle}</h2>
        <dl className="help-keys">
          {keys.map(([name, meaning]) => (
            <div key={name}>
              <dt>
                <Kbd>{name}</Kbd>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <h2>{t.peopleTitle}</h2>
        <ul>
          <li>{t.people1}</li>
          <li>{t.people2}</li>
          <li>{t.people3}</li>
        </ul>
        {known?.demo === true && (
          <>
            <h2 id="eigene-schule">{t.ownTitle}</h2>
            <p>{t.own1}</p>
            <p>
              {t.own2} <Kbd>{t.ownCommand}</Kbd> {t.own3}
            </p>
          </>
        )}
      </Prose>
    </Page>
  )
}
