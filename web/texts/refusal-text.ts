/** Turns the code of a refusal into words. Rooms register theirs when their first page loads; an unknown code still says all three things. */
import { fillRefusal } from '#platform/module/texts.ts'
import type { Address, RefusalText, RefusalTexts } from '#platform/module/texts.ts'
import type { Refusal } from '#platform/module/operation.ts'
import { readRefusal } from '#web/api/refusal.ts'
import { refusals as ofPlatform } from './refusals.de.ts'

/** Adds a room's words. The platform's codes can't be changed by a room; throws when one tries, so a test of its page finds it. */
export function registerRefusals(refusals: RefusalTexts): void {
  for (const [code, words] of Object.entries(refusals)) {
    if (code in platform) throw new Error(`The refusal code ${code} belongs to the platform; name the module's own code differently.`)
    registered.set(code, words)
  }
}

/** The words for one reader. A code without words is explained by its status: 404 reads as not_found, 503 as unavailable. */
export function refusalText(refusal: Refusal, address: Address): RefusalText {
  const words = platform[refusal.code] ?? registered.get(refusal.code) ?? platform[readRefusal(refusal.status, null).code] ?? platform.fault
  return fillRefusal(words!, refusal, address)
}

const platform: RefusalTexts = ofPlatform
const registered = new Map<string, RefusalTexts[string]>()
