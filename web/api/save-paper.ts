/** Saves a paper from the server as a file, the way a link with `download` does. The bytes are gone from the page afterwards. */
export function savePaper({ fileName, bytes }: { fileName: string; bytes: Uint8Array<ArrayBuffer> }): void {
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  // The browser has begun to read by the next turn; some read it later than that.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
