/** Where each kind of "Diese Woche" is dealt with, and its picture. A page or a person's page is linked only for whoever has it. */
import type { IconName } from '#web/design/icons.ts'

export type Place = { icon: IconName; /** The page for all of them. */ path?: string; /** The page per person, up to the id; `pattern` is the route's. */ person?: { pattern: string; start: string } }

const family = { pattern: '/einwilligungen/familie/$pupilId', start: '/einwilligungen/familie/' }
const person = { pattern: '/personen/person/$personId', start: '/personen/person/' }

export const UNKNOWN_PLACE: Place = { icon: 'checklist' }
export const PLACES: Readonly<Record<string, Place>> = {
  'administration.appointment_ends': { icon: 'personCheck', path: '/verwaltung' },
  'administration.appointment_yearly': { icon: 'personCheck', path: '/verwaltung' },
  'administration.confirm_releases': { icon: 'control', path: '/verwaltung' },
  'administration.custody_declare': { icon: 'key', path: '/verwaltung/root' },
  'administration.host_attention': { icon: 'danger', path: '/verwaltung/rechner' },
  'administration.other_ends': { icon: 'person', path: '/verwaltung/andere' },
  'administration.other_requested': { icon: 'personAdd', path: '/verwaltung/andere' },
  'administration.root_compromised': { icon: 'danger', path: '/verwaltung/root' },
  'administration.root_rotate': { icon: 'key', path: '/verwaltung/root' },
  'backup.alarm': { icon: 'danger', path: '/kontrolle' },
  'consent.ban_at_work': { icon: 'danger', path: '/einwilligungen/kontaktverbot-im-kollegium' },
  'consent.claim': { icon: 'personCheck', path: '/einwilligungen/eltern' },
  'consent.clarify': { icon: 'consent', person: family },
  'consent.closed': { icon: 'consent' },
  'consent.same_human_suggested': { icon: 'people', path: '/einwilligungen/gleiche-person' },
  'consent.sample': { icon: 'checklist', path: '/einwilligungen/stichprobe' },
  'consent.withdrawal_confirmed': { icon: 'good' },
  'control.broken': { icon: 'danger', path: '/kontrolle' },
  'identity.recovery_used': { icon: 'key', path: '/profil/codes' },
  'identity.recovery_used_by': { icon: 'key' },
  'identity.renewal_missing': { icon: 'key', person },
  'identity.slip_denied': { icon: 'key', person },
  'identity.spraying': { icon: 'danger' },
  'identity.ward_device': { icon: 'key', person },
  'incident.deadline': { icon: 'clock', path: '/vorfaelle' },
  'incident.finish': { icon: 'flag', path: '/vorfaelle' },
  'incident.raised': { icon: 'danger', path: '/vorfaelle' },
  'instruction.publish': { icon: 'rules', path: '/dienstanweisung/neu' },
  'lifecycle.delete_clarified': { icon: 'flag', path: '/loeschung/widerruf' },
  'lifecycle.early_purge': { icon: 'danger', path: '/loeschung/sofort' },
  'lifecycle.evidence': { icon: 'key', path: '/loeschung/versiegelt' },
  'logs.export': { icon: 'lock', path: '/protokolle' },
  'logs.unmask': { icon: 'key', path: '/protokolle' },
  'logs.unmasked': { icon: 'show', path: '/protokolle/ueber-mich' },
  'logs.unmasked_staff': { icon: 'history', path: '/protokolle' },
  'people.custody_no_holder': { icon: 'consent', person: family },
  'people.custody_unclear': { icon: 'consent', person: family },
  'people.departure_overdue': { icon: 'flag', path: '/verwaltung' },
  'people.departure_unclear': { icon: 'flag', path: '/personen/abgang' },
  'safe.key_missing': { icon: 'key', path: '/verwaltung/tresor' },
  'school.represented': { icon: 'history', path: '/verwaltung/vertretung' },
}
