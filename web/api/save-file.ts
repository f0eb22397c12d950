/** Saves bytes as a file, the way a link with `download` does. They are gone from the page afterwards. */
export function saveFile({ fileName, bytes, mediaType }: { fileName: string; bytes: Uint8Array<ArrayBuffer>; mediaType: string }): void {
  const address = URL.createObjectURL(new Blob([bytes], { type: mediaType }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  // The browser has begun to read by the next turn; some read it later than that.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
