/** Enrolling a code app or a passkey. Whoever has a factor already must have proved it just now; the first one makes the session a proved one. */
import { hasFactor, heldOffices, isStrong } from '#platform/access/actor.ts'
import type { Actor } from '#platform/access/actor.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import type { contract } from '../contract.ts'
import { limits } from '../limits.ts'
import { namesOf } from '../people.ts'
import { renewSession, SESSION_COOKIE } from '../sign-in/sessions.ts'
import { writeAs } from '../sign-in/write-as.ts'
import { enrolOptions, hasPasskeys, readAttestation } from './passkeys.ts'
import { addPasskey, addTotp, endFactors, factorsOf, passkeysOf } from './records.ts'
import type { FactorKind } from './records.ts'
import { codesLeft, makeCodes } from './recovery.ts'
import { enrolmentOf, newSecret, stepOf } from './totp.ts'

type Signs = Actions<typeof contract>

const DRAFT = 'totp draft'
const TIME_BYTES = 8

export const startTotp: Signs['startTotp'] = async (context) => {
  const { platform, at } = context
  const { personId } = actorOf(context)
  const secret = newSecret()
  const time = Buffer.alloc(TIME_BYTES)
  time.writeBigInt64BE(BigInt(at.getTime()))
  const draft = platform.keys.seal(DRAFT, personId, Buffer.concat([time, secret])).toString('base64url')
  const { accountName } = await ownNames(context, personId)
  return { draft, ...enrolmentOf(secret, { school: platform.school.school?.name ?? '', accountName }) }
}

export const confirmTotp: Signs['confirmTotp'] = async (context, { draft, code, label }) => {
  const { platform, at } = context
  const { personId } = actorOf(context)
  const secret = readDraft(platform.keys.unseal(DRAFT, personId, Buffer.from(draft, 'base64url')), at)
  if (secret === null) return refuse(422, 'factor_draft_over')
  const step = stepOf(secret, code, at)
  if (step === null) return refuse(422, 'factor_code_unfit', { field: 'code' })
  return enrolled(context, 'totp', async (w) => {
    const before = (await factorsOf(w.trx, personId)).filter(({ kind }) => kind === 'totp')
    await endFactors(w, before.map(({ id }) => id), 'replaced')
    await addTotp(w, personId, { secret, label, step })
  })
}

export const startPasskey: Signs['startPasskey'] = async (context) => {
  const { platform, at, database } = context
  const { personId } = actorOf(context)
  if (!hasPasskeys(platform)) return refuse(422, 'passkey_none')
  const names = await ownNames(context, personId)
  const person = { personId, ...names, school: platform.school.school?.name ?? '' }
  return { options: await enrolOptions(platform, person, await passkeysOf(database, personId), at) }
}

export const confirmPasskey: Signs['confirmPasskey'] = async (context, { label, attestation }) => {
  const { platform, at } = context
  const { personId } = actorOf(context)
  const passkey = await readAttestation(platform, personId, attestation, at)
  if (passkey === null) return refuse(422, 'passkey_unfit')
  return enrolled(context, 'passkey', async (w) => {
    if (!(await addPasskey(w, personId, { ...passkey, label }))) refuse(422, 'passkey_unfit')
  })
}

/** Enrols with the person's row held: of two who enrol the first factor at the same time, the second is asked for it. */
async function enrolled(context: Context, kind: FactorKind, work: (w: Write) => Promise<void>): Promise<{ codes: string[] }> {
  const { platform, at, request } = context
  const asked = actorOf(context)
  const { session, codes } = await writeAs(platform, asked.personId, at, 'alone', async (w, actor) => {
    if (hasFactor(actor, at) && !isStrong(asked, at)) refuse(403, 'second_factor_needed')
    if ((await factorsOf(w.trx, actor.personId)).length >= limits.factors_per_person_max) refuse(422, 'factors_too_many')
    await work(w)
    journalOfOffice(w, actor, 'identity.factor_enrolled', kind)
    return {
      codes: (await codesLeft(w.trx, actor.personId)) === 0 ? await makeCodes(w, actor.personId) : [],
      session: asked.sessionId === null ? null : await renewSession(w, asked.sessionId),
    }
  })
  if (session !== null) request.setCookie(SESSION_COOKIE, session.token, { seconds_max: session.seconds_max })
  return { codes }
}

/** Factors of offices are an act of governance; those of others are nobody's business. */
export function journalOfOffice(w: Write, actor: Pick<Actor, 'personId' | 'facts'>, event: 'identity.factor_enrolled' | 'identity.factor_removed', kind: FactorKind): void {
  if (heldOffices(actor, w.at).size > 0) writeJournal(w, { event, actorId: actor.personId, subjectId: actor.personId, fields: { kind } })
}

function readDraft(plain: Buffer | null, at: Date): Buffer | null {
  if (plain === null || plain.length <= TIME_BYTES) return null
  const age_ms = at.getTime() - Number(plain.readBigInt64BE())
  return age_ms <= limits.totp_draft_minutes_max * 60_000 ? plain.subarray(TIME_BYTES) : null
}

async function ownNames({ database }: Context, personId: string): Promise<{ accountName: string; displayName: string }> {
  const { account_name } = await database.selectFrom('person').select('account_name').where('id', '=', personId).executeTakeFirstOrThrow()
  return { accountName: account_name, displayName: (await namesOf(database, [personId])).get(personId)?.displayName ?? account_name }
}
