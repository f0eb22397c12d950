/** The address behind the QR of a letter. Its code stands in the fragment, which no browser sends: it reaches no server, no log and no page that is linked. */
export function letterAddress(familyUrl: string, code: string): string {
  return `${familyUrl}#code=${code}`
}
