/** Figures of operation: a text that Prometheus reads, and no label that could be somebody. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Platform } from '#platform/module/platform.ts'
import { readMeters, renderMeters } from './meters.ts'
import type { Meter, Sample } from './meters.ts'

const meter = (samples: readonly Sample[], name = 'schulhof_toys'): Meter => ({ name, help: 'Toys.', kind: 'gauge', read: () => samples })
const said: string[] = []
const platform = (...meters: Meter[]) => ({ modules: [{ meters }], say: (line: string) => said.push(line) }) as unknown as Platform

describe('meters', () => {
  test('the text is what Prometheus reads', async () => {
    const text = renderMeters(await readMeters(platform(meter([{ value: 1.5, labels: { module: 'home', status: '2xx' } }, { value: 2 }]))))
    assert.equal(text, '# HELP schulhof_toys Toys.\n# TYPE schulhof_toys gauge\nschulhof_toys{module="home",status="2xx"} 1.5\nschulhof_toys 2\n')
  })

  test('R6.2 planted: a label for persons, an id, a name, a text with blanks are left out, and the rest still stands', async () => {
    for (const labels of [{ person: 'x' }, { module: '01939d3e-0000-7000-8000-000000000001' }, { module: 'Lina Sommer' }, { state: 'a"} 1\nb' }, { state: '' }]) {
      const readings = await readMeters(platform(meter([{ value: 1, labels: labels as never }]), meter([{ value: 3 }], 'schulhof_other')))
      assert.equal(renderMeters(readings), '# HELP schulhof_other Toys.\n# TYPE schulhof_other gauge\nschulhof_other 3\n', JSON.stringify(labels))
    }
    assert.ok(said.every((line) => !/Lina|0193/.test(line)))
  })

  test('a meter that breaks takes nothing with it', async () => {
    const broken: Meter = { name: 'schulhof_broken', help: 'Breaks.', kind: 'gauge', read: () => Promise.reject(new Error('away')) }
    assert.match(renderMeters(await readMeters(platform(broken, meter([{ value: 1 }])))), /schulhof_toys 1/)
  })
})
