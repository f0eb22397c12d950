/** What is logged, the own rows, and how the machine is. */
import { limits as logLimits } from '#platform/log/limits.ts'
import { readMeters } from '#platform/log/meters.ts'
import { actorOf } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import type { Keep } from '#platform/module/manifest.ts'
import type { OptionKey } from '#platform/school/options.ts'
import type { contract } from '../contract.ts'
import { limits } from '../limits.ts'
import { ownRows } from '../store/rows.ts'

type Names = 'readDeclared' | 'readOwnRows' | 'readOperation'

/** R6.2: dashboards put at least so many together. */
const GROUP_MIN = 10

export const open: Pick<Actions<typeof contract>, Names> = {
  async readDeclared({ platform }) {
    const manifests = [...platform.manifests.values()]
    return {
      logs: manifests.flatMap(({ data, technicalLogs = [] }) => technicalLogs.map((log) => ({
        id: log.table, name: log.name, purpose: log.purpose, days: daysOf(data.find(({ table }) => table === log.table)!.keep, platform), fields: Object.values(log.fields), readers: [...log.readers],
      }))),
      journal: { days: platform.school.option('log.admin_days'), rooms: manifests.filter(({ logs }) => logs.length > 0).map(({ name, logs }) => ({ name, acts: logs.map(({ text }) => text) })) },
      keyDays: logLimits.key_days,
    }
  },

  async readOwnRows(context) {
    const { platform, database, at } = context
    const { personId } = actorOf(context)
    await platform.log.flush()
    const days = platform.school.option('log.tech_days')
    const own = platform.log.pseudonyms.allOf(personId).map((one) => one.toString('hex'))
    const rows = await ownRows(database, own, new Date(at.getTime() - days * 86_400_000), limits.own_rows_max + 1)
    const names = new Map([...platform.manifests.values()].map(({ id, name }) => [id, name]))
    return {
      days, isMore: rows.length > limits.own_rows_max,
      rows: rows.slice(0, limits.own_rows_max).map((row) => ({ ...row, at: row.at.toISOString(), room: names.get(row.operation.split('.')[0]!) ?? '' })),
    }
  },

  async readOperation({ platform, at }) {
    const names = new Map([...platform.manifests.values()].map(({ id, name }) => [id, name]))
    const readings = await readMeters(platform)
    const lastHour = [...Map.groupBy(platform.log.counts.lastHour(at), ({ module }) => module)].map(([module, counts]) => {
      const sum = (fits: (status: string) => boolean) => counts.filter(({ status }) => fits(status)).reduce((total, { n }) => total + n, 0)
      const requests = sum(() => true)
      const isFew = requests < GROUP_MIN
      return { module, name: names.get(module) ?? '', isFew, requests: isFew ? 0 : requests, refused: isFew ? 0 : sum((status) => status === '4xx'), broken: sum((status) => status === '5xx') }
    })
    return {
      version: platform.version, isFresh: platform.actors.fresh, upSeconds: Math.round(process.uptime()), lastHour,
      meters: readings.map(({ meter, samples }) => ({ name: meter.name, samples: samples.map(({ labels = {}, value }) => ({ labels: { ...labels }, value })) })),
    }
  },
}

/** check.ts has seen that a log is kept for days. */
function daysOf(keep: Keep, { school }: Context['platform']): number {
  return keep.rule === 'option' ? Number(school.option(keep.option as OptionKey)) : keep.rule === 'days' ? keep.days_max : 0
}
