/** A name for a browser by which its owner knows it again: 'Firefox auf Android'. Rough on purpose; the full user agent is never stored. */
import { limits } from '../limits.ts'
import { texts } from '../texts.de.ts'

/** The first rule that fits counts: later browsers carry the names of earlier ones. */
const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'], [/\bOPR\/|\bOpera\b|\bOPiOS\//, 'Opera'], [/\bSamsungBrowser\//, 'Samsung Internet'], [/\bVivaldi\//, 'Vivaldi'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'], [/\bChrom(?:e|ium)\/|\bCriOS\//, 'Chrome'], [/\bSafari\//, 'Safari'],
]
const SYSTEMS: readonly [RegExp, keyof typeof texts.systems][] = [
  [/\biPad\b/, 'ipad'], [/\biPhone\b|\biPod\b/, 'iphone'], [/\bAndroid\b/, 'android'], [/\bCrOS\b/, 'chromebook'], [/\bWindows\b/, 'windows'], [/\bMacintosh\b/, 'mac'], [/\bLinux\b|\bX11\b/, 'linux'],
]

/** At most 60 characters; 'Unbekanntes Gerät' when nothing is recognised. */
export function deviceLabel(userAgent: string): string {
  const text = userAgent.slice(0, limits.user_agent_chars_max)
  const browser = BROWSERS.find(([pattern]) => pattern.test(text))?.[1] ?? null
  const system = SYSTEMS.find(([pattern]) => pattern.test(text))?.[1] ?? null
  if (browser === null && system === null) return texts.deviceUnknown
  return texts.device({ browser: browser ?? texts.browserUnknown, system: system === null ? null : texts.systems[system] })
}
