import { createClient } from '#web/api/client.ts'
import { contract } from '../contract.ts'

export const home = createClient(contract)
export type WaitingTask = Awaited<ReturnType<typeof home.readToday>>['waiting'][number]
export type Notice = Awaited<ReturnType<typeof home.listNotices>>['notices'][number]
export type WeekItem = Awaited<ReturnType<typeof home.readWeek>>['items'][number]
export const NOTICES = ['home', 'notices'] as const
export const WEEK = ['home', 'week'] as const
