/** Why a password is refused, while it is typed and after the server said so, in words that address nobody. */
import { useCallback } from 'react'
import { limits } from '#platform/identity/limits.ts'
import { passwordProblem } from '#platform/identity/sign-in/password-rules.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import type { ShownSlip } from './slip.ts'
import { texts } from './texts.de.ts'

/** The code of what is wrong with it as far as this page can know (it has no family name and no groups; the server looks again), or null. */
export function problemOf(password: string, slip: Pick<ShownSlip, 'length_min' | 'givenName' | 'accountName'>, schoolName: string): string | null {
  if (password === '') return 'pw_short'
  const rules = { length_min: slip.length_min, names: [slip.givenName], accountName: slip.accountName, schoolName, groupLabels: [] }
  return passwordProblem(password, rules)?.code ?? null
}

/** The words for a code, or null when it is not about the password. */
export function usePasswordWords(): (code: string) => string | null {
  const t = useTexts(texts)
  return useCallback((code) => {
    switch (code) {
      case 'pw_short':
      case 'pw_common':
      case 'pw_pattern':
      case 'pw_name':
      case 'pw_school':
      case 'pw_previous':
        return t[code]
      case 'pw_long':
        return t.pw_long({ max: limits.password_chars_max })
      default:
        return null
    }
  }, [t])
}
