/** A password that is to be chosen anew after a loss (R8.2): what the server said, in this page's memory only. */
export type KeptRenewal = { account: string; ticket: string; hasSecondProof: boolean; length_min: number }

let kept: KeptRenewal | null = null

export function keepRenewal(renewal: KeptRenewal | null): void {
  kept = renewal
}

export function keptRenewal(): KeptRenewal | null {
  return kept
}
