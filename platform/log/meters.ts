/**
 * Figures of operation (operators' view): what the machine does, never what a person does. Each room declares its meters in its module.ts; `/metrics` and the
 * page „Betrieb“ read them all. A label that could hold a person does not pass.
 */
import type { Platform } from '#platform/module/platform.ts'
import { limits } from './limits.ts'

export type Sample = { value: number; labels?: Readonly<Record<string, string>> }
/** `name` ends in its unit, a counter's in `_total`, as Prometheus has it. `read` gives one sample, or one for each set of labels. */
export type Meter = { name: string; help: string; kind: 'gauge' | 'counter'; read(platform: Platform): Promise<readonly Sample[]> | readonly Sample[] }

/** The labels there are. A new one is a decision: it must never tell one person from another. */
export const METER_LABELS = ['module', 'status', 'queue', 'state', 'quantile', 'version', 'store'] as const
const NAME = /^schulhof_[a-z][a-z0-9_]{2,60}$/
const VALUE = /^[a-z0-9][a-z0-9_.-]*$/i
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-/i

/** What is wrong with the declaration of a meter, or null. Asked at every start. */
export function faultOfMeter({ name, help, kind }: Pick<Meter, 'name' | 'help' | 'kind'>): string | null {
  if (!NAME.test(name)) return `the meter ${name} must be called schulhof_something`
  if ((kind === 'counter') !== name.endsWith('_total')) return `the meter ${name}: counters and only counters end in _total`
  return help.trim() === '' || help.includes('\n') ? `the meter ${name} says in one line what it counts` : null
}

/** Throws for a label that is not on the list or that looks like more than a word of the program. */
function checkLabels(name: string, labels: Readonly<Record<string, string>>): void {
  for (const [label, value] of Object.entries(labels)) {
    if (!(METER_LABELS as readonly string[]).includes(label)) throw new Error(`${name}: there is no label ${label}`)
    if (!VALUE.test(value) || UUID.test(value) || value.length > limits.meter_label_chars_max) throw new Error(`${name}: the label ${label} holds more than a word of the program`)
  }
}

export type Reading = { meter: Meter; samples: readonly Sample[] }

/** Reads all meters of the house, one after the other. One that fails or does not come back is left out and said once in a while; the others go on. */
export async function readMeters(platform: Platform): Promise<Reading[]> {
  const readings: Reading[] = []
  for (const meter of platform.modules.flatMap(({ meters }) => meters ?? [])) {
    try {
      const samples = await inTime(Promise.resolve(meter.read(platform)))
      for (const { labels } of samples) checkLabels(meter.name, labels ?? {})
      readings.push({ meter, samples })
    } catch (error) {
      platform.say(`the meter ${meter.name} gave nothing: ${(error as Error).name}`)
    }
  }
  return readings
}

/** The text that Prometheus reads (exposition format 0.0.4). */
export function renderMeters(readings: readonly Reading[]): string {
  return readings.map(({ meter: { name, help, kind }, samples }) => [
    `# HELP ${name} ${help.replaceAll('\\', '\\\\')}`, `# TYPE ${name} ${kind}`,
    ...samples.map(({ labels = {}, value }) => `${name}${labelText(labels)} ${Number.isFinite(value) ? value : 'NaN'}`),
  ].join('\n')).join('\n').concat('\n')
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const all = Object.entries(labels).map(([label, value]) => `${label}="${value}"`)
  return all.length === 0 ? '' : `{${all.join(',')}}`
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error('late')), limits.meter_ms_max)))
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
