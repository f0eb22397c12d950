/**
 * The cookie by which a browser is known again as one on which an account signed in before (B21). It lists keyed hashes, so it tells nobody whose; it is
 * signed, so nobody adds to it; it is written on people's own devices only. It opens nothing: it only chooses the bucket in which tries are counted.
 */
import type { Keys } from '#platform/school/keys.ts'
import { limits } from '../limits.ts'

export const DEVICE_COOKIE = 'schulhof_device'
export const device_cookie_seconds_max = limits.device_cookie_days_max * 86_400

const PURPOSE = 'device'
const HASH_BYTES = 12

/** `voidedId`: the account's latest loss report. After it the browsers of before, one of which was lost, are strangers (R8.2). */
export type DeviceAccount = { accountName: string; voidedId: string | null }

/** Whether the account signed in on the browser that sends this cookie. */
export function knowsAccount(keys: Pick<Keys, 'hmac' | 'unsign'>, cookie: string | undefined, account: DeviceAccount): boolean {
  return entriesOf(keys, cookie).includes(entryOf(keys, account))
}

/** The cookie with this account in front. */
export function rememberAccount(keys: Pick<Keys, 'hmac' | 'sign' | 'unsign'>, cookie: string | undefined, account: DeviceAccount): string {
  const entry = entryOf(keys, account)
  const entries = [entry, ...entriesOf(keys, cookie).filter((other) => other !== entry)].slice(0, limits.device_accounts_max)
  return keys.sign(PURPOSE, entries.join('~'))
}

function entriesOf(keys: Pick<Keys, 'unsign'>, cookie: string | undefined): string[] {
  const text = cookie === undefined ? null : keys.unsign(PURPOSE, cookie)
  return text === null || text === '' ? [] : text.split('~')
}

function entryOf(keys: Pick<Keys, 'hmac'>, { accountName, voidedId }: DeviceAccount): string {
  return keys
    .hmac('device account', `${accountName}\0${voidedId ?? ''}`)
    .subarray(0, HASH_BYTES)
    .toString('base64url')
}
