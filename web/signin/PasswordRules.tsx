import { Icon } from '#web/design/Icon.tsx'
import { VisuallyHidden } from '#web/design/VisuallyHidden.tsx'
import { normalisePassword } from '#platform/identity/sign-in/password-rules.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { usePasswordWords } from './password-words.ts'
import { texts } from './texts.de.ts'
import './PasswordRules.css'

/** The two rules, and how far the typed password keeps them; read out when the reader pauses. */
export function PasswordRules({ password, length_min, problem }: { password: string; length_min: number; problem: string | null }) {
  const t = useTexts(texts)
  const words = usePasswordWords()
  const left = length_min - [...normalisePassword(password)].length
  const isGuessable = problem !== null && problem !== 'pw_short' && problem !== 'pw_long'
  return (
    <ul className="password-rules" aria-label={t.rules} aria-live="polite">
      <Rule isKept={left <= 0} words={t.enough({ min: length_min })}>
        {left > 0 && password !== '' && t.stillMissing({ n: left })}
      </Rule>
      <Rule isKept={password !== '' && !isGuessable && left <= 0} words={t.notGuessable}>
        {password !== '' && isGuessable && words(problem)}
      </Rule>
    </ul>
  )
}

function Rule({ isKept, words, children }: { isKept: boolean; words: string; children: string | false | null }) {
  const t = useTexts(texts)
  return (
    <li className={isKept ? 'password-rule password-rule-kept' : 'password-rule'}>
      <span className="password-rule-mark">{isKept && <Icon name="check" size={14} />}</span>
      <span>
        {words}
        <VisuallyHidden> ({isKept ? t.fulfilled : t.open})</VisuallyHidden>
        {typeof children === 'string' && <span className="password-rule-note">{children}</span>}
      </span>
    </li>
  )
}
