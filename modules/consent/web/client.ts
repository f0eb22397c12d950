import { createClient } from '#web/api/client.ts'
import type { Client } from '#platform/module/operation.ts'
import { contract } from '../contract.ts'
import type { Language } from '../paper/contract.ts'

export const consent = createClient(contract)
export type Purpose = 'platform' | 'video'
export type { Language }

type Answers = Client<typeof contract>
export type Assignments = Awaited<ReturnType<Answers['listEntryAssignments']>>
export type Sample = Awaited<ReturnType<Answers['listSamples']>>['samples'][number]
export type OlderTexts = Awaited<ReturnType<Answers['listOlderTexts']>>['texts']
export type OlderPreview = Awaited<ReturnType<Answers['previewOlderPapers']>>
export type FormFound = Awaited<ReturnType<Answers['findForm']>>
export type Aid = Awaited<ReturnType<Answers['readReadingAid']>>
export type ConsentTexts = Awaited<ReturnType<Answers['readConsentTexts']>>
