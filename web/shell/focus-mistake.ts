/**
 * After a form was sent with something missing: the focus goes to the first field that says what is wrong, so that it is seen and read out also where it lies
 * outside of the window. Waits for the next picture, in which the fields say it; nothing where all of them are right.
 */
export function focusMistake(): void {
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const form = document.querySelector('[role="dialog"]') ?? document.getElementById('content')
    const wrong = form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] input')
    const field = wrong?.matches('input, textarea, button') === true ? wrong : wrong?.querySelector<HTMLElement>('input, button')
    field?.focus()
  }))
}
