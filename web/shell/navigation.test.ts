import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Session, SignedIn } from '#web/api/session.ts'
import { webs as ours } from '#web/modules.ts'
import type { ModuleWeb } from './module-web.ts'
import { currentEntry, entriesFor, homeCardsFor, placesBefore, placesFor, routesFor, searchesFor, splitForBar } from './navigation.ts'

const page = async () => () => null
const provider = async () => async () => []
const webs: readonly ModuleWeb[] = [
  {
    module: 'forum',
    routes: [
      { path: '/forum', load: page },
      { path: '/forum/verwaltung', load: page, needs: 'forum.moderate' },
    ],
    navigation: [{ path: '/forum', label: 'Forum', icon: 'forum', order: 50 }],
    search: { label: 'Forum', order: 50, load: provider },
    home: [{ id: 'f', area: 'news', order: 9, load: page }],
  },
  {
    module: 'home',
    routes: [{ path: '/', load: page }],
    navigation: [{ path: '/', label: 'Heute', icon: 'today', order: 0 }],
    home: [{ id: 'h', area: 'needs', order: 1, load: page, needs: 'home.head' }],
  },
  { module: 'signin', routes: [{ path: '/anmelden', load: page, public: true }] },
  {
    module: 'people',
    routes: [{ path: '/personen', load: page }],
    navigation: [{ path: '/personen', label: 'Personen', icon: 'people', order: 30, needs: 'people.read', notFor: ['parent'] }],
    places: [{ path: '/personen/import', label: 'Import', needs: 'people.import' }],
    search: { label: 'Personen', order: 10, load: provider },
  },
]
const signedIn = (modules: string[], may: string[] = []): SignedIn => ({
  signedIn: true,
  person: { id: 'p', givenName: 'Ada', displayName: 'Ada Adler', type: 'pupil' },
  address: 'du',
  device: 'own',
  school: { name: 'S' },
  modules,
  may,
  factor: { state: 'none', hasOffice: false, strongUntil: null, isAdvised: false },
  demo: false,
})
const signedOut: Session = { signedIn: false, school: { name: 'S' }, setup: false, demo: false }
const paths = (parts: readonly { path: string }[]) => parts.map((part) => part.path)

describe('what a person gets to see', () => {
  test('without a session only public pages exist', () => {
    assert.deepEqual(paths(routesFor(webs, signedOut)), ['/anmelden'])
  })

  test('an entry that is no way for a kind of people is not in their menu and not found by their search; the page stays', () => {
    const pupil = signedIn(['people'], ['people.read'])
    const parent: SignedIn = { ...pupil, person: { ...pupil.person, type: 'parent' } }
    assert.deepEqual([paths(entriesFor(webs, pupil)), paths(placesFor(webs, pupil))], [['/personen'], ['/personen']])
    assert.deepEqual([paths(entriesFor(webs, parent)), paths(placesFor(webs, parent))], [[], []])
    assert.ok(paths(routesFor(webs, parent)).includes('/personen'))
  })

  test('a module that the session does not list has no page, no entry, no search and no card', () => {
    const session = signedIn(['home'])
    assert.deepEqual(paths(routesFor(webs, session)), ['/', '/anmelden'])
    assert.deepEqual(paths(entriesFor(webs, session)), ['/'])
    assert.deepEqual(searchesFor(webs, session), [])
    assert.deepEqual(homeCardsFor(webs, session), [])
  })

  test('a page or entry that needs a right is there with it only', () => {
    assert.ok(!paths(routesFor(webs, signedIn(['forum']))).includes('/forum/verwaltung'))
    assert.ok(paths(routesFor(webs, signedIn(['forum'], ['forum.moderate']))).includes('/forum/verwaltung'))
    assert.deepEqual(paths(entriesFor(webs, signedIn(['people']))), [])
  })

  test('whoever has to read first finds the ways to pages that wait for nothing, and no other; our own rooms have one: a data breach', () => {
    const session = signedIn(['documents', 'identity', 'incident'], ['documents.read', 'identity.report_loss', 'incident.raise'])
    assert.deepEqual(paths(placesBefore('beforeInstruction', ours, session)), ['/vorfaelle/neu'])
    assert.deepEqual(paths(placesBefore('beforeInstruction', ours, { ...session, may: ['documents.read'] })), [])
    const all = signedIn(ours.map(({ module }) => module), ours.flatMap(({ routes }) => routes.flatMap(({ needs }) => needs ?? [])))
    assert.deepEqual(paths(placesBefore('beforeInstruction', ours, all)), ['/vorfaelle/neu'])
    assert.deepEqual(paths(placesBefore('beforeEnrolment', ours, all)), ['/vorfaelle/neu'], 'the same before a second factor')
    assert.deepEqual(paths(placesBefore('beforeEnrolment', ours, { ...session, may: ['documents.read'] })), [])
  })

  test('entries stand in their order, the first four in the bar of phones', () => {
    const entries = entriesFor(webs, signedIn(['home', 'forum', 'people'], ['people.read']))
    assert.deepEqual(paths(entries), ['/', '/personen', '/forum'])
    const many = Array.from({ length: 6 }, (_, i) => ({ path: `/${i}` as const, label: String(i), icon: 'files' as const, order: i }))
    assert.equal(splitForBar(many).bar.length, 4)
    assert.deepEqual(
      splitForBar(many).rest.map((entry) => entry.path),
      ['/4', '/5'],
    )
  })

  test('the bar of phones has one word for each entry, and it is one of the label', () => {
    const entries = ours.flatMap((web) => web.navigation ?? [])
    const short = entries.filter((entry) => entry.short !== undefined)
    assert.ok(short.length > 0)
    for (const { label, short: word } of short) assert.ok(label.split(' ').includes(word!), `${label}: ${word}`)
    // A fifth of 390 px has room for one word.
    for (const { label, short: word } of entries) assert.ok(!(word ?? label).includes(' '), label)
  })

  test('the lit entry is the nearest one above the page; Heute only for itself', () => {
    const entries = [
      { path: '/', label: 'Heute', icon: 'today', order: 0 },
      { path: '/forum', label: 'Forum', icon: 'forum', order: 1 },
      { path: '/forum/neu', label: 'Neu', icon: 'add', order: 2 },
    ] as const
    assert.equal(currentEntry(entries, '/')?.path, '/')
    assert.equal(currentEntry(entries, '/forum/17')?.path, '/forum')
    assert.equal(currentEntry(entries, '/forum/neu/x')?.path, '/forum/neu')
    assert.equal(currentEntry(entries, '/forumsregeln'), null)
    assert.equal(currentEntry(entries, '/hilfe'), null)
  })

  test('the search knows entries and named places, as far as they are open to the person', () => {
    assert.deepEqual(
      placesFor(webs, signedIn(['home', 'people'], ['people.read'])).map((place) => place.label),
      ['Heute', 'Personen'],
    )
    assert.deepEqual(
      placesFor(webs, signedIn(['people'], ['people.read', 'people.import'])).map((place) => place.label),
      ['Personen', 'Import'],
    )
  })
})
