/** Words of the room tasks. What a task of a kind says stands in the texts of its module. */
import { defineTexts } from '#platform/module/texts.ts'

export const texts = defineTexts({
  tasks: 'Aufgaben',
  nothing_waits: 'Gerade steht nichts an.',
  due_on: ({ date }: { date: string }) => `bis ${date}`,
  overdue_since: ({ date }: { date: string }) => `überfällig seit ${date}`,
  for_office: { sie: 'aus Ihrem Amt', du: 'aus deinem Amt' },
})
