/** Who processes data for the school: entries with their contract, and services that the running server uses without one. */
import { newId } from '#platform/id/id.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import type { Figure } from '#platform/module/control.ts'
import { refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import type { contract } from '../contract.ts'
import { processors_max } from '../limits.ts'
import { inform, nameBook } from './register.ts'
import { missingServices, processorState, serviceKey } from './rules.ts'
import { servicesOf } from './services.ts'
import { processors } from './store.ts'

export const processorActions: Pick<Actions<typeof contract>, 'listProcessors' | 'addProcessor' | 'endProcessor'> = {
  async listProcessors(context) {
    const { platform, database, today } = context
    const rows = await processors(database)
    const services = servicesOf(platform)
    const missing = missingServices(services, rows, today)
    const names = await nameBook(context, rows.map(({ enteredBy }) => enteredBy))
    return {
      today,
      services: services.map((service) => ({ ...service, isMissing: missing.includes(service) })),
      processors: rows.map(({ endedOn, untilOn, ...row }) => ({
        ...row, untilOn: [untilOn, endedOn].filter((day) => day !== null).sort()[0] ?? null, state: processorState({ ...row, endedOn, untilOn }, today), enteredBy: names(row.enteredBy),
      })),
    }
  },

  async addProcessor(context, input) {
    const { isOwn, contractOn, untilOn, covers } = input
    if (isOwn ? contractOn !== null : contractOn === null) refuse(422, 'processor_dates', { field: 'contractOn' })
    if (untilOn !== null && untilOn < (contractOn ?? context.today)) refuse(422, 'processor_dates', { field: 'untilOn' })
    const known = new Set(servicesOf(context.platform).map(serviceKey))
    if (covers.some((one) => !known.has(one))) refuse(422, 'service_unknown', { field: 'covers' })
    return context.write(async (w) => {
      const { today } = context
      if ((await processors(w.trx)).filter((one) => processorState(one, today) !== 'over').length >= processors_max) refuse(409, 'registers_full')
      const id = newId(w.at)
      await inform(w, context, id)
      await w.trx.insertInto('processor').values({
        id, is_own: isOwn, name: input.name, service: input.service, categories: input.categories, contract_on: contractOn, reference: input.reference, until_on: untilOn,
        covers: JSON.stringify([...new Set(covers)]), entered_by: w.actorId!, entered_at: w.at,
      }).execute()
      writeJournal(w, { event: 'control.register_entered', actorId: w.actorId, fields: { register: 'processor', module: id } })
      return { id }
    })
  },

  async endProcessor(context, { processorId, lastOn }) {
    await context.write(async (w) => {
      const one = (await processors(w.trx)).find(({ id }) => id === processorId) ?? refuse(404, 'not_found')
      if (lastOn < (one.contractOn ?? one.enteredOn)) refuse(422, 'processor_dates', { field: 'lastOn' })
      const added = await w.trx.insertInto('processor_end').values({ processor_id: one.id, ended_on: lastOn, ended_by: w.actorId!, ended_at: w.at }).onConflict((conflict) => conflict.doNothing()).returning('processor_id').executeTakeFirst()
      if (added === undefined) refuse(409, 'processor_ended')
      await inform(w, context, newId(w.at))
      writeJournal(w, { event: 'control.register_ended', actorId: w.actorId, fields: { register: 'processor', module: one.id } })
    })
    return {}
  },
}

/** On the page Kontrolle: services on other machines that no entry in force is about. */
export const missingFigure: Figure = {
  id: 'control.processor_missing', clause: '0', needs: { who: 'head', when: 'any', path: '/kontrolle/auftragsverarbeiter' }, isInternal: true,
  count: async (platform, { today }) => ({ n: missingServices(servicesOf(platform), await processors(platform.database), today).length }),
}
