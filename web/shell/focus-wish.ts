/** After a page change the new page's heading takes the focus; who loads late takes it late. The first page of a visit leaves it where it is. */
let isWished = false

export function wishFocus(): void {
  isWished = true
}

/** True once after each wish. */
export function takeFocusWish(): boolean {
  const was = isWished
  isWished = false
  return was
}
