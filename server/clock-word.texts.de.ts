/** What the administration reads when the clock of the machine can not be trusted (X18). */
import { dateInBerlin, formatGermanDate, timeInBerlin } from '#platform/time/calendar.ts'
import type { ClockDoubt } from '#platform/time/plausible.ts'

export const clockWordTexts = {
  doubt: ({ kind, now, against }: ClockDoubt): string =>
    ({
      before_build: `Die Uhr dieses Rechners zeigt ${when(now)}; dieses Schulhof gibt es aber erst seit ${when(against)}.`,
      set_back: `Die Uhr dieses Rechners zeigt ${when(now)}; der letzte Eintrag der Schule ist aber schon von ${when(against)}.`,
      jumped_ahead: `Die Uhr dieses Rechners zeigt ${when(now)}, der letzte Eintrag der Schule ist von ${when(against)}. War der Rechner aus, etwa in den Ferien, ist das in Ordnung, und ein "ja" genügt.`,
    })[kind],
  why: 'Löschfristen und Einwilligungen hängen an der Uhr, darum wartet Schulhof. Geht sie falsch: Uhr stellen, es geht von selbst weiter oder neu starten.',
  atTerminal: 'Stimmt sie: hier ja eintippen, oder in einem zweiten Fenster bin/schulhof clock confirm.',
  elsewhere: 'Stimmt sie: bin/schulhof clock confirm.',
  onlyYes: 'Bitte ja eintippen, wenn die Uhr stimmt.',
  goesOn: 'Danke, es geht weiter.',
  clockIsRight: 'Die Uhr ist wieder glaubhaft, es geht weiter.',
}

function when(at: Date): string {
  const date = dateInBerlin(at)
  return `${formatGermanDate(date)}, ${timeInBerlin(at)} Uhr`
}
