/** Reading, posting, changing and finding messages. */
import { bannedIds } from '#platform/access/subject.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import type { contract } from '../contract.ts'
import { limits } from '../limits.ts'
import { cleanBody, excerptOf, searchWords } from '../rules.ts'
import { keepPace, runningOf } from '../running.ts'
import { maskedMessage, shownMessage } from '../shown.ts'
import { changesSince, messagesAfter, messagesBefore } from '../store/messages.ts'
import type { Message, Page } from '../store/messages.ts'
import { searchMessages } from '../store/search.ts'
import { currentGroupIds } from '../subjects.ts'
import type { Change } from './posting.ts'

type Contract = Pick<typeof contract, 'readMessages' | 'sendMessage' | 'editMessage' | 'removeMessage' | 'searchMessages'>

export const messageActions: Actions<Contract> = {
  async readMessages(context, input) {
    const page = await readPage(context, input)
    const hidden = bannedIds(actorOf(context), context.today)
    return hidden.size === 0 ? page : { ...page, messages: page.messages.map((message) => maskedMessage(message, hidden)) }
  },

  async sendMessage(context, { roomId, clientId, body }) {
    const change = { kind: 'post', roomId, clientId, body: checkedBody(body) } as const
    return { message: shownMessage(await submit(context, change)) }
  },

  async editMessage(context, { roomId, seq, body }) {
    return { message: shownMessage(await submit(context, { kind: 'edit', roomId, seq, body: checkedBody(body) })) }
  },

  async removeMessage(context, { roomId, seq }) {
    return { message: shownMessage(await submit(context, { kind: 'remove', roomId, seq })) }
  },

  async searchMessages(context, { query, roomId }) {
    const { today, database } = context
    const actor = actorOf(context)
    const words = searchWords(query)
    if (words.join('').length < limits.search_characters_min) refuse(422, 'search_too_short', { field: 'query', params: { min: limits.search_characters_min } })
    const moment = { today, schoolYear: schoolYearAt(context.platform.school, today).label }
    const hits = await searchMessages(database, actor.personId, currentGroupIds(actor, today), words, moment, roomId ?? null, bannedIds(actor, today))
    return {
      hits: hits.map(({ body, postedAt, ...hit }) => ({ ...hit, postedAt: postedAt.toISOString(), parts: excerptOf(body, words) })),
    }
  },
}

async function readPage({ platform }: Context, { roomId, before, after, around, since, limit }: Parameters<(typeof messageActions)['readMessages']>[1]): ReturnType<(typeof messageActions)['readMessages']> {
  const { database } = runningOf(platform)
  if (since !== undefined) {
    const page = await changesSince(database, roomId, since, limits.changes_page_max)
    const upTo = page.hasMore ? page.messages.at(-1)!.changedSeq : page.lastSeq
    return { messages: page.messages.map(shownMessage), upTo, hasOlder: false, hasNewer: page.hasMore }
  }
  if (after !== undefined) return pageOf(await messagesAfter(database, roomId, after, limit), { hasOlder: true, hasNewer: null })
  if (around === undefined) return pageOf(await messagesBefore(database, roomId, before ?? null, limit), { hasOlder: null, hasNewer: before !== undefined })
  // The older half is read first: its count is the smaller one, so nothing between the two is taken for known.
  const older = await messagesBefore(database, roomId, around + 1, Math.ceil(limit / 2))
  const newer = await messagesAfter(database, roomId, around, Math.floor(limit / 2))
  return { messages: [...older.messages, ...newer.messages].map(shownMessage), upTo: older.lastSeq, hasOlder: older.hasMore, hasNewer: newer.hasMore }
}

/** Hands a change to the batch, where it is decided. Without a session there is nothing to decide. */
async function submit(context: Context, change: Change): Promise<Message> {
  const { platform, actor, door, at } = context
  if (actor === null) refuse(404, 'not_found')
  const running = runningOf(platform)
  keepPace(running, actor.personId, at)
  return running.posting.submit({ actor, door, at, change })
}

function checkedBody(text: string): string {
  const checked = cleanBody(text)
  if ('problem' in checked) refuse(422, checked.problem, { field: 'body', params: { max: limits.body_characters_max } })
  return checked.body
}

function pageOf(page: Page, more: { hasOlder: boolean | null; hasNewer: boolean | null }) {
  return { messages: page.messages.map(shownMessage), upTo: page.lastSeq, hasOlder: more.hasOlder ?? page.hasMore, hasNewer: more.hasNewer ?? page.hasMore }
}
