/** Says on every page of the demo that it is one, and how a real school begins. */
import { Link } from '#web/design/Link.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from './texts.de.ts'
import './notices.css'

export function DemoBanner() {
  const t = useTexts(texts)
  return (
    <div className="strip strip-demo no-print">
      <span>
        {t.demo} <Link href="/hilfe#eigene-schule">{t.demoNext}</Link>
      </span>
    </div>
  )
}
