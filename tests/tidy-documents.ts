/** What a program can keep of the documents: links and paths lead somewhere, every room is on the map, the handbook calls things as the pages do. Planted violations: tidy.test.ts. */
import { posix } from 'node:path'
import type { Tree } from './tidy.ts'

export const documentChecks: readonly { name: string; check: (tree: Tree) => string[] }[] = [
  { name: 'links of documents lead somewhere', check: links },
  { name: 'paths that documents name exist', check: paths },
  { name: 'every room is on the map', check: map },
  { name: 'the handbook calls pages and buttons as the texts do', check: handbook },
  { name: 'each word of the glossary has one entry', check: glossary },
]

const documents = (tree: Tree) => [...tree].filter(([path]) => path.endsWith('.md'))

/** A file of the tree, a folder of it, or a file without its ending (`tests/clauses/R12`). */
function isThere(tree: Tree, path: string): boolean {
  return tree.has(path) || [...tree.keys()].some((other) => other.startsWith(`${path}/`) || other.startsWith(`${path}.`))
}

function links(tree: Tree): string[] {
  return documents(tree).flatMap(([path, text]) => [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link]) => {
    if (/^[a-z]+:/.test(link!)) return []
    const [file, anchor] = link!.split('#') as [string, string?]
    const to = file === '' ? path : posix.join(posix.dirname(path), file)
    if (!isThere(tree, to.replace(/\/$/, ''))) return [`${path} links to ${link}, which is not there`]
    return anchor === undefined || headings(tree.get(to) ?? '').includes(anchor) ? [] : [`${path} links to ${link}, but ${to} has no such heading`]
  }))
}

/** Anchors of headings as they are made of their words. */
function headings(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, words]) => words!.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'))
}

/** Rooms that stand for any room in examples. */
const IMAGINED = /^modules\/(?:a|b|x|forum)(?:\/|$)/

/** From the root of the repository, or from the room that the document lies in. */
function paths(tree: Tree): string[] {
  return documents(tree).flatMap(([path, text]) => [...text.matchAll(/(?<![\w/.-])(?:bench|bin|docs|example|modules|platform|server|tests|web)\/[\w./*-]+/g)]
    .map(([found]) => found.replace(/[./-]+$/, ''))
    .filter((found) => !found.includes('*') && !IMAGINED.test(found) && !isThere(tree, found) && !isThere(tree, posix.join(posix.dirname(path), found)))
    .map((found) => `${path} names ${found}, which is not there`))
}

function map(tree: Tree): string[] {
  const text = tree.get('ARCHITECTURE.md') ?? ''
  const rooms = new Set([...tree.keys()].flatMap((path) => /^(?:platform|modules)\/[a-z-]+(?=\/)/.exec(path) ?? []))
  const modules = /^modules\/ .*$/m.exec(text)?.[0] ?? ''
  return [...rooms].filter((room) => {
    const [floor, name] = room.split('/') as [string, string]
    return floor === 'platform' ? !new RegExp(`\\s${name}/\\s`).test(text) : !new RegExp(`[ ·]${name}(?= [·(]|$)`).test(modules)
  }).map((room) => `${room} does not stand in ARCHITECTURE.md`)
}

/** What leans in the handbook stands on the screen: a text, the words around what is filled in (`…`), or a label of a page. */
function handbook(tree: Tree): string[] {
  const said = new Set([...tree].filter(([path]) => /\.de\.ts$|\/web\/index\.ts$|\/words\.ts$/.test(path)).flatMap(([, text]) => literalsOf(text)))
  return documents(tree).filter(([path]) => path.startsWith('docs/handbuch/')).flatMap(([path, text]) =>
    [...text.replace(/\*\*[^*]+\*\*/g, '').matchAll(/\*([^*\n]+)\*/g)].map(([, name]) => name!).filter((name) => !said.has(name)).map((name) => `${path} speaks of „${name}“, which no page says`))
}

/** Texts in quotes, also those inside of others; what is filled in stands as `…`, and what only ends in it stands without it too. */
function literalsOf(text: string): string[] {
  const found: string[] = []
  let at = 0
  const read = (until: string): string => {
    let words = ''
    while (at < text.length) {
      const sign = text[at++]!
      if (sign === '\\') words += text[at++] ?? ''
      else if (sign === until || (sign === '\n' && until !== '`')) break
      else if (until === '`' && sign === '$' && text[at] === '{') {
        at++
        code('}')
        words += '…'
      } else words += sign
    }
    return words
  }
  const code = (until: string | null): void => {
    for (let depth = 0; at < text.length; ) {
      const sign = text[at++]!
      if (sign === '{') depth++
      else if (sign === '}' && depth-- === 0 && until !== null) return
      else if (text.startsWith('//', at - 1) || text.startsWith('/*', at - 1)) at = endOfComment(text, at - 1)
      else if (/['"`]/.test(sign)) {
        const words = read(sign)
        found.push(words, words.replace(/…$/, '').trim())
      }
    }
  }
  code(null)
  return found
}

function endOfComment(text: string, at: number): number {
  const isLine = text[at + 1] === '/'
  const end = text.indexOf(isLine ? '\n' : '*/', at + 2)
  return end === -1 ? text.length : end + (isLine ? 1 : 2)
}

function glossary(tree: Tree): string[] {
  const terms = [...(tree.get('docs/glossary.md') ?? '').matchAll(/^\| ([^|]+?) \|/gm)].map(([, term]) => term!)
  return terms.filter((term, place) => terms.indexOf(term) !== place).map((term) => `docs/glossary.md has „${term}“ twice`)
}

function withoutCode(text: string): string {
  return text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '')
}
