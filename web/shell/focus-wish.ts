/**
 * After a page change the new page's heading takes the focus; who loads late takes it late. The first page of a visit leaves it where it is, and somebody
 * who meanwhile does something of their own keeps it too.
 */
let isWished = false

export function wishFocus(): void {
  isWished = true
  for (const sign of SIGNS) addEventListener(sign, forget, { once: true, capture: true })
}

/** True once after each wish. */
export function takeFocusWish(): boolean {
  const was = isWished
  forget()
  return was
}

const SIGNS = ['keydown', 'pointerdown'] as const

function forget(): void {
  isWished = false
  for (const sign of SIGNS) removeEventListener(sign, forget, { capture: true })
}
