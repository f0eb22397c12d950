/**
 * Account names in use. Of `mia.mueller` a large school has mostly all numbers from the second on, so one number stands for hundreds of names: held as texts,
 * those of 100,000 people were eight megabytes on the main thread, and each new name was tried against all before it. Pure.
 */
export class TakenNames {
  private readonly stems = new Map<string, Stem>()

  /** Whether the names of this stem have been told. */
  knows(stem: string): boolean {
    return this.stems.has(stem)
  }

  /** These names are all there are of these stems. */
  learn(stems: readonly string[], names: Iterable<string>): void {
    for (const stem of stems) this.stemFor(stem)
    for (const name of names) this.add(name)
  }

  /** The first of `wish`, `wish2`, `wish3` ... that is free; from now on it is taken. */
  take(wish: string): string {
    const stem = stemOf(wish)
    let name = wish
    for (let number = stem === wish ? this.stemFor(stem).upTo + 1 : 2; this.has(name); number++) name = `${wish}${number}`
    this.add(name)
    return name
  }

  private has(name: string): boolean {
    const stem = stemOf(name)
    const { upTo, numbers, others } = this.stemFor(stem)
    const ending = name.slice(stem.length)
    const number = numberOf(ending)
    return number === null ? others.has(ending) : number <= upTo || numbers.has(number)
  }

  private add(name: string): void {
    const stem = stemOf(name)
    const known = this.stemFor(stem)
    const ending = name.slice(stem.length)
    const number = numberOf(ending)
    if (number === null) known.others.add(ending)
    else if (number > known.upTo) {
      known.numbers.add(number)
      while (known.numbers.delete(known.upTo + 1)) known.upTo += 1
    }
  }

  private stemFor(stem: string): Stem {
    const known = this.stems.get(stem) ?? { upTo: 1, numbers: new Set(), others: new Set() }
    this.stems.set(stem, known)
    return known
  }
}

/** All numbers from 2 to `upTo` are taken, then these; and other endings: none, or digits that no name is given here. */
type Stem = { upTo: number; numbers: Set<number>; others: Set<string> }

/** A name without the digits at its end. */
export function stemOf(name: string): string {
  return name.replace(/[0-9]+$/, '')
}

function numberOf(ending: string): number | null {
  return /^(?:[2-9]|[1-9][0-9]{1,8})$/.test(ending) ? Number(ending) : null
}
