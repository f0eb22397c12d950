import { useQuery } from '@tanstack/react-query'
import { Skeleton } from '#web/design/Skeleton.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { documents } from './client.ts'
import { DocumentView } from './DocumentView.tsx'

/** "Welche Daten werden in welchem Modul verarbeitet": for everybody, also before a session (R9a.5, X1). */
export function PrivacyPage() {
  const query = useQuery({ queryKey: ['documents', 'module-document'], queryFn: ({ signal }) => documents.readModuleDocument({}, { signal }) })
  return <Answer query={query} skeleton={<Skeleton lines={12} />}>{(found) => <DocumentView found={found} />}</Answer>
}
