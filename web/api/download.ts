/** Saves what lies at an address of ours, the way a link with `download` does: the page stays, also when there is nothing to save any more. */
export function download(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}
