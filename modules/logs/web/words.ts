import { texts } from '../texts.de.ts'

/** The service of a case as people call it. */
export function serviceWords({ service, serviceName }: { service: string; serviceName: string }): string {
  return service === 'all' ? texts.everyService : serviceName
}
