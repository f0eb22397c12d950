/** The parents' children from the server, with the words of these pages. */
import { useQuery } from '@tanstack/react-query'
import { useTexts } from '#web/texts/useTexts.ts'
import { familyTexts } from '../../families/texts.de.ts'
import { consent } from '../client.ts'

export const FAMILY = ['consent', 'family'] as const

export type FamilyWords = ReturnType<typeof useFamilyWords>

export function useFamilyWords() {
  return useTexts(familyTexts)
}

export function useFamily() {
  return useQuery({ queryKey: FAMILY, queryFn: ({ signal }) => consent.readFamily({}, { signal }), refetchOnWindowFocus: true, staleTime: 0 })
}
