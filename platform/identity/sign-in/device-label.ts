/** A name for a browser by which its owner knows it again: 'Firefox auf Android'. Rough on purpose; the full user agent is never stored. */
import { limits } from '../limits.ts'
import { texts } from '../texts.de.ts'

/** The first rule that fits counts: later browsers carry the names of earlier ones. */
const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOpera\b|\bOPiOS\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrom(?:e|ium)\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const SYSTEMS: readonly [RegExp, `system_${'android' | 'iphone' | 'ipad' | 'windows' | 'mac' | 'linux' | 'chromebook'}`][] = [
  [/\biPad\b/, 'system_ipad'],
  [/\biPhone\b|\biPod\b/, 'system_iphone'],
  [/\bAndroid\b/, 'system_android'],
  [/\bCrOS\b/, 'system_chromebook'],
  [/\bWindows\b/, 'system_windows'],
  [/\bMacintosh\b/, 'system_mac'],
  [/\bLinux\b|\bX11\b/, 'system_linux'],
]

/** At most 60 characters; 'Unbekanntes Gerät' when nothing is recognised. */
export function deviceLabel(userAgent: string): string {
  const text = userAgent.slice(0, limits.user_agent_chars_max)
  const browser = BROWSERS.find(([pattern]) => pattern.test(text))?.[1] ?? null
  const system = SYSTEMS.find(([pattern]) => pattern.test(text))?.[1] ?? null
  if (browser === null && system === null) return texts.device_unknown
  return texts.device({ browser: browser ?? texts.browser_unknown, system: system === null ? null : texts[system] })
}
