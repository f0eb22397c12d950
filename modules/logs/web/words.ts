import { OUTCOME_WORDS, texts } from '../texts.de.ts'

/** The service of a case as people call it. */
export function serviceWords({ service, serviceName }: { service: string; serviceName: string }): string {
  return service === 'all' ? texts.everyService : serviceName
}

/** What became of an access, from the number the server answered with. */
export function outcomeOf(status: number): 'ok' | 'refused' | 'broken' {
  return status < 400 ? 'ok' : status < 500 ? 'refused' : 'broken'
}

/** The outcome with its number, for who looks for a fault. */
export function statusWords(status: number): string {
  return `${OUTCOME_WORDS[outcomeOf(status)]} (${status})`
}
