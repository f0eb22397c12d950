/** Devices at home on which a child's card signs in (A6). */
import { z } from 'zod'
import { day, id } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { limits } from '../limits.ts'

const password = z.string().min(1).max(limits.password_sent_chars_max).refine((text) => text.isWellFormed(), 'not Unicode')

export const pairedContract = {
  pairDevice: operation({
    summary: 'A parent lets the card and pictures of the own child sign in on this browser; asks for the own password, and the second factor where there is one',
    method: 'POST', path: '/people/:personId/paired-devices', right: 'identity.pair_device', subject: 'person', effects: 'write', doors: ['http'],
    input: z.object({ personId: id, password }),
    output: z.object({ deviceId: id }),
  }),
  listPairedDevices: operation({
    summary: 'Devices that are paired for a child: a parent sees the own ones, class lead and office all, and nobody whose they are',
    method: 'GET', path: '/people/:personId/paired-devices', right: 'identity.see_paired_devices', subject: 'person', effects: 'read', doors: ['http'],
    input: z.object({ personId: id }),
    output: z.object({ devices: z.array(z.object({ id, label: z.string(), pairedOn: day, isThis: z.boolean() })) }),
  }),
  endPairedDevice: operation({
    summary: 'Takes a paired device away; a card opens nothing there any more',
    method: 'DELETE', path: '/paired-devices/:deviceId', right: 'identity.end_paired_device', subject: 'pairedDevice', effects: 'write', doors: ['http'],
    input: z.object({ deviceId: id }),
    output: z.object({}),
  }),
}
