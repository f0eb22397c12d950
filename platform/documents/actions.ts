/** Reading documents and confirming that they were read. */
import { holds } from '#platform/access/actor.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import type { contract } from './contract.ts'
import type { DocumentId } from './contract.ts'
import { recordSeen } from './documents.ts'
import { isForReader } from './rules.ts'
import { readHeadings, readVersion } from './store.ts'
import type { Heading } from './store.ts'

export const actions: Actions<typeof contract> = {
  async listDocuments(context) {
    const headings = await readHeadings(context.database)
    return { documents: headings.filter(({ document }) => isForReader(context.actor, document, context.at)).map((heading) => ({ ...shown(heading), seen: hasSeen(context, heading) })) }
  },

  async readDocument(context, { document, version }) {
    return read(context, document, version)
  },

  async readModuleDocument(context) {
    return read(context, 'module-document')
  },

  async acknowledge(context, { document, major, minor }) {
    const { personId } = actorOf(context)
    if (!isForReader(context.actor, document, context.at)) refuse(404, 'not_found')
    const answer = await context.write((w) => recordSeen(w, personId, { document, major, minor }))
    if (answer === 'unknown') refuse(404, 'not_found')
    if (answer === 'outdated') refuse(409, 'document_outdated', { params: { document } })
    return {}
  },
}

async function read(context: Context, document: DocumentId, version?: string) {
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number)
  if (!isForReader(context.actor, document, context.at)) refuse(404, 'not_found')
  const found = await readVersion(context.database, document, version === undefined ? null : { major, minor })
  if (found === undefined) refuse(404, 'not_found')
  const current = version === undefined ? found : await readVersion(context.database, document, null)
  return { ...shown(found), body: found.body, isCurrent: current?.id === found.id, seen: hasSeen(context, found) }
}

function shown({ document, title, major, minor, hash, published_at }: Heading) {
  return { document, title, major, minor, hash, publishedAt: published_at.toISOString() }
}

function hasSeen({ actor, at }: Context, { document, major }: Heading): boolean {
  return actor !== null && holds(actor.facts, 'seen', `${document}@${major}`, at)
}
