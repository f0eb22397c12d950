/** Probes of the gates: the running decide() is asked about people who must be refused everywhere. */
import { always, answers, everythingSeen, imagined } from '#platform/access/probing.ts'
import type { Actor } from '#platform/access/actor.ts'
import type { Finding, Moment, Probe } from '#platform/module/control.ts'
import type { Platform } from '#platform/module/platform.ts'

/**
 * Operations that are open to anybody at all, because one has to come in somehow or because they hold nothing personal. A new one is a decision: until it
 * stands here the page Kontrolle shows an open gate.
 */
export const OPEN_TO_ANYBODY: ReadonlySet<string> = new Set([
  'identity.getSession', 'identity.signIn', 'identity.signOut', 'identity.useSlip', 'identity.choosePassword', 'identity.reportLostDeviceByPassword',
  'identity.renewPassword', 'identity.signInWithCard', 'identity.proveFactor', 'identity.askPasskey',
  'documents.readModuleDocument', 'administration.foundSchool', 'consent.listReadingAids', 'consent.readReadingAid', 'consent.readFamilyCode', 'consent.claimAsNew', 'export.useExportCode', 'export.readByCode', 'export.askByCode', 'export.downloadByCode', 'export.closeByCode',
])

/** What staff who have not acknowledged the instruction may still do (RP.2): read it, report a loss or a data breach, prove who they are. The manifests name it; here stands that they may not name more. */
const OPEN_BEFORE_INSTRUCTION: ReadonlySet<string> = new Set([
  'documents.listDocuments', 'documents.readDocument', 'documents.acknowledge', 'identity.reportLostDevice', 'incident.raiseIncident', 'identity.proveFactorAgain', 'identity.listFactors',
  'identity.startTotp', 'identity.confirmTotp', 'identity.startPasskey', 'identity.confirmPasskey', 'identity.renameFactor', 'identity.removeFactor', 'identity.renewCodes',
])

export const gates: readonly Probe[] = [
  {
    // R2.1: without an effective consent every door is closed, whatever else is known of a pupil.
    id: 'control.consent_gate', clause: '2',
    run: async (platform, moment) => {
      const account = always('account', 'active')
      const withdrawn = always('purpose', 'platform', new Date(moment.at.getTime() - 1))
      const later = { ...always('purpose', 'platform'), validFrom: new Date(moment.at.getTime() + 1) }
      const video = always('purpose', 'video')
      return refusedEverywhere(platform, moment, [[account], [account, withdrawn], [account, later], [account, video]].map((facts) => imagined('pupil', [...facts, ...everythingSeen(platform.access())])))
    },
  },
  {
    // R12.1: from the day after the exit on nobody gets in, whatever they were; nor a pupil about whom nobody says whether they stay.
    id: 'control.departed_gate', clause: '12',
    run: async (platform, moment) => {
      const left = always('account', 'active', new Date(moment.at.getTime() - 1))
      const all = [left, always('purpose', 'platform'), always('office', 'head'), always('task', 'users'), ...everythingSeen(platform.access())]
      const unclear = imagined('pupil', [always('account', 'active'), always('purpose', 'platform'), always('block', 'exit_unclear'), ...everythingSeen(platform.access())])
      const found = refusedEverywhere(platform, moment, [...(['pupil', 'teacher', 'staff', 'parent'] as const).map((type) => imagined(type, all)), unclear])
      return found.fault === null ? { checked: found.checked, fault: await openSessionOfDeparted(platform, moment) } : found
    },
  },
  {
    // RP.2: staff who let the days pass, and newcomers, get to the text and nowhere else.
    id: 'control.instruction_gate', clause: '0',
    run: async (platform, moment) => {
      const { duty, documents } = platform.access()
      const published = await platform.database.selectFrom('document_version').select('id').where('document', '=', 'instruction').limit(1).executeTakeFirst()
      if (duty === null) return { checked: 0, fault: published === undefined ? null : 'not_in_memory' }
      const others = [...documents].filter(([document]) => document !== duty.document).map(([document, major]) => always('seen', `${document}@${major}`))
      const newest = duty.versions.at(-1)!
      const before = always('seen', `${duty.document}@${newest.major - 1}`)
      const newcomer = { ...always('account', 'active'), validFrom: new Date(newest.since.getTime() + 1) }
      // Asked at a moment when the days of grace are over, however long they are.
      const later = { ...moment, at: new Date(Math.max(moment.at.getTime(), newest.since.getTime() + (duty.grace_days + 2) * DAY_MS)) }
      const people = [[always('account', 'active'), before], [newcomer]].flatMap((facts) => (['teacher', 'staff'] as const).map((type) => imagined(type, [...facts, ...others, always('office', 'head'), always('task', 'users'), always('factor', 'totp')])))
      return refusedEverywhere(platform, later, people, OPEN_BEFORE_INSTRUCTION)
    },
  },
]

const DAY_MS = 86_400_000

function refusedEverywhere(platform: Platform, { at }: Moment, actors: readonly Actor[], open: ReadonlySet<string> = new Set()): Finding {
  let checked = 0
  for (const actor of actors) {
    for (const { operation, decision } of answers(platform.modules, actor, platform.access(), at)) {
      if (OPEN_TO_ANYBODY.has(operation) || open.has(operation)) continue
      checked++
      if (decision.allowed) return { checked, fault: operation }
    }
  }
  return { checked, fault: null }
}

async function openSessionOfDeparted({ database }: Platform, { at, today }: Moment): Promise<string | null> {
  const row = await database.selectFrom('session as s').innerJoin('person as p', 'p.id', 's.person_id').leftJoin('session_end as e', 'e.session_id', 's.id').select('s.id')
    .where('e.session_id', 'is', null).where('s.expires_at', '>', at).where('s.idle_until', '>', at).where('p.exit_on', '<', today).limit(1).executeTakeFirst()
  return row === undefined ? null : 'session_of_departed'
}
