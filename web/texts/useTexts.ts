/** Words in the address of the person who is signed in; before that "Sie", unless the page knows better. */
import { useSyncExternalStore } from 'react'
import { chooseTexts } from '#platform/module/texts.ts'
import type { Address, Chosen, RefusalText, Texts } from '#platform/module/texts.ts'
import type { Refusal } from '#platform/module/operation.ts'
import { session } from '#web/api/session.ts'
import { refusalText } from './refusal-text.ts'

/** `const t = useTexts(texts)`; then `t.title` or `t.members({ n: 3 })`. `address` overrides, e.g. for a pupil before the session exists. */
export function useTexts<T extends Texts>(texts: T, address?: Address): Chosen<T> {
  const own = useAddress()
  return chooseTexts(texts, address ?? own)
}

export function useRefusalText(address?: Address): (refusal: Refusal) => RefusalText {
  const own = useAddress()
  return (refusal) => refusalText(refusal, address ?? own)
}

export function useAddress(): Address {
  const { known } = useSyncExternalStore(session.subscribe, session.current)
  return known?.signedIn ? known.address : 'sie'
}
