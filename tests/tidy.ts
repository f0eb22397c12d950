/**
 * The style that a program can keep, as pure checks over a tree of files (path -> text): borders between rooms, shape of modules, time, SQL, words, sizes.
 * Each check gives sentences; tests/tidy.test.ts runs them on the repository and, planted, on violations.
 */

export type Tree = ReadonlyMap<string, string>

/** Files a module may have at its top; a folder of the same name may stand in for one that grew (amendment B18). */
const MODULE_FILES = ['README.md', 'manifest.ts', 'contract.ts', 'rules.ts', 'store.ts', 'actions.ts', 'subjects.ts', 'events.ts', 'listeners.ts', 'facts.ts', 'limits.ts', 'module.ts', 'command.ts', 'control.ts']
const FORBIDDEN_WORDS = /\b\w*(?:Service|Manager|Helper|Util|Utils|Handler|Dto|Impl)\b/
const SIZE_LINES_MAX = 300
/** Files above the size, with their reason; the list only shrinks. */
const TALL: readonly string[] = ['platform/database/tables.ts']

export const checks: readonly { name: string; check: (tree: Tree) => string[] }[] = [
  { name: 'platform knows no module', check: borders },
  { name: 'modules use each other only as declared', check: moduleBorders },
  { name: 'rules are pure', check: pureRules },
  { name: 'only web/design knows the UI library', check: designBorder },
  { name: 'the server has no React', check: noReactOnServer },
  { name: 'time is read in platform/time only', check: time },
  { name: 'a school year is asked of the school', check: schoolYears },
  { name: 'SQL does not read the time', check: sqlTime },
  { name: 'names are sorted with a collation', check: collation },
  { name: 'words of users stand in texts', check: germanInCode },
  { name: 'no empty names', check: names },
  { name: 'files stay small', check: sizes },
  { name: 'no barrel files, no default exports', check: exportsOnly },
  { name: 'modules have the shape of a module', check: shape },
  { name: 'each lock has a number of its own', check: lockNumbers },
  { name: 'how much is done at once stands in limits.ts', check: atOnce },
  { name: 'tests set up inside of their suite', check: rootHooks },
  { name: 'each right, refusal and column is spoken of once', check: leftovers },
]

const isCode = (path: string) => /\.(ts|tsx)$/.test(path) && !path.endsWith('.d.ts')
const isTest = (path: string) => /\.test\.tsx?$|\/test-[a-z-]+\.ts$|\/testing\//.test(path) || path.startsWith('tests/') || path.startsWith('bench/')
const sources = (tree: Tree) => [...tree].filter(([path]) => isCode(path))

/** Two locks of one number wait for each other for no reason that anybody could find. */
function lockNumbers(tree: Tree): string[] {
  const places = new Map<string, string[]>()
  for (const [path, text] of sources(tree)) {
    if (isTest(path)) continue
    for (const [, number] of text.matchAll(/(?:_LOCK = |advisory_(?:xact_)?lock\()(7_?305_?\d{3})\b/g)) places.set(number!.replaceAll('_', ''), [...(places.get(number!.replaceAll('_', '')) ?? []), path])
  }
  return [...places].flatMap(([number, paths]) => (paths.length > 1 ? [`${paths.join(' and ')} have the lock ${number}`] : []))
}

/** STYLE 8; pages count their own rows. */
function atOnce(tree: Tree): string[] {
  return sources(tree).filter(([path]) => /^(platform|modules|server)\//.test(path) && !path.includes('/web/') && !isTest(path)).flatMap(([path, text]) =>
    [...text.matchAll(/^(?:export )?const ((?:[A-Z]+_)*(?:AT_ONCE|ROWS)(?:_MAX)?) = \d/gm)].map((found) => `${path}: ${found[1]} belongs into the room's limits.ts`))
}

/** All files of a process are one run: a hook outside of a suite runs before every test of every other file, and what it opens stays open to the end. */
function rootHooks(tree: Tree): string[] {
  return sources(tree).filter(([path]) => path.endsWith('.test.ts')).flatMap(([path, text]) => [...text.matchAll(/^(before|after|beforeEach|afterEach)\(/gm)].map((found) => `${path}: ${found[1]} stands outside of describe()`))
}

/** The modules a file imports, as written. */
export function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s*['"]([^'"]+)['"]/g)].map((found) => found[1] ?? found[2] ?? found[3] ?? '')
}

/** The path an import leads to, for `#...` and relative ones. */
export function resolveImport(from: string, to: string): string {
  if (to.startsWith('#')) return to.slice(1)
  if (!to.startsWith('.')) return to
  const parts = from.split('/').slice(0, -1)
  for (const step of to.split('/')) {
    if (step === '..') parts.pop()
    else if (step !== '.') parts.push(step)
  }
  return parts.join('/')
}

function borders(tree: Tree): string[] {
  return sources(tree).filter(([path]) => path.startsWith('platform/') && !isTest(path)).flatMap(([path, text]) =>
    importsOf(text).map((to) => resolveImport(path, to)).filter((to) => /^(modules|server|web|example|tests|bin)\//.test(to)).map((to) => `${path} imports ${to}: platform knows no module`))
}

function moduleBorders(tree: Tree): string[] {
  return sources(tree).filter(([path]) => path.startsWith('modules/') && path.split('/').length > 2 && !isTest(path)).flatMap(([path, text]) => {
    const own = path.split('/')[1]!
    const uses = /\buses:\s*\[([^\]]*)\]/.exec(tree.get(`modules/${own}/manifest.ts`) ?? '')?.[1] ?? ''
    return importsOf(text).map((to) => resolveImport(path, to)).flatMap((to) => {
      if (/^(server|example|tests)\//.test(to)) return [`${path} imports ${to}`]
      const [, other, file] = /^modules\/([a-z-]+)\/(.+)$/.exec(to) ?? []
      if (other === undefined || other === own) return storeBorder(path, to)
      if (!uses.includes(`'${other}'`)) return [`${path} imports ${to}, but the manifest of ${own} does not say uses: ['${other}']`]
      return file === 'contract.ts' || file === 'events.ts' ? [] : [`${path} imports ${to}: another module is used through its contract or events`]
    })
  })
}

function storeBorder(path: string, to: string): string[] {
  return to.endsWith('/store.ts') && (path.includes('/web/') || path.endsWith('rules.ts')) ? [`${path} imports ${to}: pages and rules know no database`] : []
}

function pureRules(tree: Tree): string[] {
  return [...tree].filter(([path]) => /^(modules|platform)\/.*(\/rules\.ts|\/rules\/[^/]+\.ts)$/.test(path) && !isTest(path)).flatMap(([path, text]) =>
    importsOf(text).filter((to) => /kysely|\/store|\/database\/|\/http\/|^node:(fs|net|http)|fastify|^pg$/.test(to) && !text.includes(`import type`)).map((to) => `${path} imports ${to}: rules are pure`)
      .concat(/\bawait\b|\basync\b/.test(text) ? [`${path} waits for something: rules are pure`] : []))
}

function designBorder(tree: Tree): string[] {
  return sources(tree).filter(([path]) => !path.startsWith('web/design/') && path !== 'vite.config.ts').flatMap(([path, text]) =>
    importsOf(text).filter((to) => /^(react-aria|@react-aria|lucide-react)/.test(to)).map((to) => `${path} imports ${to}: only web/design does`))
}

function noReactOnServer(tree: Tree): string[] {
  return sources(tree).filter(([path]) => /^(platform|server|bin)\//.test(path) || /^modules\/[^/]+\/(?!web\/)/.test(path)).flatMap(([path, text]) => [
    ...(path.endsWith('.tsx') ? [`${path}: Node does not run .tsx`] : []),
    ...importsOf(text).filter((to) => to.startsWith('react')).map((to) => `${path} imports ${to}`),
  ])
}

function time(tree: Tree): string[] {
  return sources(tree).filter(([path]) => /^(platform|modules|server|example)\//.test(path) && !path.startsWith('platform/time/') && !path.includes('/web/') && !isTest(path)).flatMap(([path, text]) =>
    /Date\.now\(\)|new Date\(\)|performance\.now\(\)/.test(withoutComments(text)) ? [`${path} reads the machine's time; take \`at\` or the clock`] : [])
}

/** Nowhere the preset of the Land where the school has entered its own dates (R12.10); only the first run knows no school yet. */
function schoolYears(tree: Tree): string[] {
  return sources(tree).filter(([path]) => !path.startsWith('platform/time/') && path !== 'platform/school/calendar.ts' && !isTest(path)).flatMap(([path, text]) => [
    ...(/\bschoolYear(?:Of|After|Named)\b/.test(withoutComments(text)) ? [`${path} asks for a school year without the school; take schoolYearAt or schoolYearNextTo (platform/school/calendar.ts)`] : []),
    ...(/\bpresetSchoolYear\b/.test(withoutComments(text)) && path !== 'modules/administration/web/founding-draft.ts' ? [`${path} takes the preset of the Land for a school's year`] : []),
  ])
}

function sqlTime(tree: Tree): string[] {
  return [...tree].filter(([path]) => /^(platform|modules)\//.test(path) && (path.endsWith('.sql') || isCode(path)) && !isTest(path) && !path.includes('/web/')).flatMap(([path, text]) =>
    /\b(now\(\)|current_date|current_timestamp|clock_timestamp|localtimestamp|transaction_timestamp)/i.test(path.endsWith('.sql') ? text.replace(/--.*/g, '') : sqlIn(text)) ? [`${path}: SQL takes the time as a parameter (B9)`] : [])
}

/** Template strings and quoted strings, where SQL would stand. */
function sqlIn(text: string): string {
  return [...withoutComments(text).matchAll(/`[^`]*`|'(?:[^'\\\n]|\\.)*'/g)].map(([found]) => found).join('\n')
}

function collation(tree: Tree): string[] {
  return sources(tree).filter(([path]) => /store|groups|people/.test(path) && !isTest(path) && !path.includes('/web/')).flatMap(([path, text]) =>
    /orderBy\(\s*'[^']*(family_name|given_name|label|title)'/.test(text) ? [`${path} sorts names without COLLATE "de-x-icu" (B20)`] : [])
}

const GERMAN = /'[^'\n]*(?:[ÄÖÜA-Z]?[a-zäöüß]+[äöüß][a-zäöüß]*|[ÄÖÜ][a-z]{2,})[^'\n]*'|>[^<>{}\n]*(?:ä|ö|ü|ß|Ä|Ö|Ü)[^<>{}\n]*</
function germanInCode(tree: Tree): string[] {
  return sources(tree).filter(([path]) => /^(modules|web)\//.test(path) && !/\.de\.ts$|\/aids\/[a-z]{2}\.ts$|manifest\.ts$|\/index\.ts$|^web\/gallery\/|\/import\//.test(path) && !isTest(path)).flatMap(([path, text]) => {
    const found = GERMAN.exec(withoutComments(text))
    return found ? [`${path}: words of users belong into texts.de.ts: ${found[0].slice(0, 60)}`] : []
  })
}

function names(tree: Tree): string[] {
  return sources(tree).flatMap(([path, text]) => {
    const declared = [...text.matchAll(/(?:export\s+)?(?:function|class|const|type|interface)\s+([A-Za-z]+)/g)].map((found) => found[1]!)
    const bad = declared.find((name) => FORBIDDEN_WORDS.test(name))
    return bad === undefined || isTest(path) ? [] : [`${path}: ${bad} says nothing; name the noun of the school`]
  })
}

function sizes(tree: Tree): string[] {
  const styles = [...tree].filter(([path]) => path.endsWith('.css'))
  return [...sources(tree), ...styles].filter(([path]) => !isTest(path) && !TALL.includes(path) && !path.endsWith('.de.ts')).flatMap(([path, text]) => {
    const lines = text.split('\n').length
    return lines > SIZE_LINES_MAX ? [`${path} has ${lines} lines; ${SIZE_LINES_MAX} are a screen of thought`] : []
  })
}

function exportsOnly(tree: Tree): string[] {
  return sources(tree).filter(([path]) => /^(platform|modules|server|web)\//.test(path)).flatMap(([path, text]) => [
    ...(/^export default/m.test(text) && !path.endsWith('manifest.ts') ? [`${path}: named exports only`] : []),
    ...(/^export \* from/m.test(text) ? [`${path}: no barrel files`] : []),
  ])
}

function shape(tree: Tree): string[] {
  return [...tree.keys()].filter((path) => /^modules\/[a-z-]+\/[^/]+$/.test(path)).flatMap((path) => {
    const [, module, file] = path.split('/') as [string, string, string]
    if (MODULE_FILES.includes(file) || /\.test\.ts$|^(texts|documents)(\.[a-z]+)?\.ts$/.test(file)) return []
    // A role that outgrew its file may stand beside it, one file per noun, when actions.ts gathers it.
    const gathered = tree.get(`modules/${module}/actions.ts`) ?? ''
    const usedByRoom = [...tree].some(([other, text]) => other.startsWith(`modules/${module}/`) && other !== path && importsOf(text).some((to) => resolveImport(other, to) === path))
    return gathered !== '' && usedByRoom ? [] : [`${path} belongs to no role of a module`]
  })
}

function leftovers(tree: Tree): string[] {
  return sources(tree).filter(([path]) => path !== 'tests/tidy.ts' && path !== 'tests/tidy.test.ts').flatMap(([path, text]) => {
    const found = /\b(TODO|FIXME|XXX|HACK)\b/.exec(text)
    return found ? [`${path} has a ${found[0]}`] : []
  })
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1')
}
