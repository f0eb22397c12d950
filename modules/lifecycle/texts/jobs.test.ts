/** Issue 4: whatever runs by itself is called by its German name, of all rooms. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { modules } from '#modules/index.ts'
import { JOB_WORDS, jobWord } from './jobs.de.ts'

/** Jobs without words, and words without a job. */
function differences(declared: readonly string[], words: Readonly<Record<string, string>>): string[] {
  return [...declared.filter((name) => words[name] === undefined).map((name) => `no words: ${name}`), ...Object.keys(words).filter((name) => !declared.includes(name)).map((name) => `no job: ${name}`)]
}

describe('what runs by itself has words', () => {
  const declared = modules.flatMap(({ manifest, recurring = [] }) => recurring.map((job) => `${manifest.id}.${job.name}`))

  test('every recurring job of every room, and no other', () => {
    assert.ok(declared.length > 10, 'the jobs are found')
    assert.deepEqual(differences(declared, JOB_WORDS), [])
  })

  test('each says something of its own, beginning like a heading', () => {
    assert.equal(new Set(Object.values(JOB_WORDS)).size, declared.length)
    for (const [name, words] of Object.entries(JOB_WORDS)) assert.match(words, /^[A-ZÄÖÜ][^.]{8,}$/, name)
  })

  test('a job without words, and words without a job, are found; until then it is shown by its name', () => {
    assert.deepEqual(differences([...declared, 'toy.nightly'], JOB_WORDS), ['no words: toy.nightly'])
    assert.deepEqual(differences(declared.slice(1), JOB_WORDS), [`no job: ${declared[0]}`])
    assert.equal(jobWord('toy.nightly'), 'toy.nightly')
  })
})
