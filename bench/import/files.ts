/** The files of the import's bench: an export with the columns of SchILD, the next year's, parents, courses. Without the byte order mark and line ends. */

export const FILES = ['pupils', 'next year', 'parents', 'courses'] as const
export type FileName = (typeof FILES)[number]

export const CLASS_SIZE = 28
export const YEARS = 9
/** Whole classes take the same courses; a file holds 50,000 rows, so of the largest schools not everybody has some. */
export const COURSES_EACH = 8
export const takersOf = (people: number): number => Math.min(people, 6_000)
/** A file holds 50,000 rows: of the largest school the parents of 30,000 children. */
const childrenOf = (people: number): number => Math.min(people, 30_000)

/** The lines of a file of a school of that size, header first. */
export function linesOf(name: FileName, people: number): string[] {
  if (name === 'parents') return parents(people)
  return name === 'courses' ? courses(people) : pupils(people, name === 'pupils' ? 0 : 1)
}

/** In year 1 everybody is a year further and the last year's pupils are gone, as far as that is no more than one in twenty; as many new ones begin. */
function pupils(people: number, year: 0 | 1): string[] {
  const lines = [
    'Interne ID-Nummer;Nachname;Vorname;Klasse;Jahrgang;Geburtsdatum;Geschlecht;Religionszugehörigkeit;Staatsangehörigkeit;Förderschwerpunkt;Aufnahmedatum;Entlassdatum;Telefon-Nr.',
  ]
  const perYear = Math.ceil(people / YEARS)
  for (let n = 0; n < people; n++) {
    const begun = 5 + Math.floor(n / perYear)
    const leaves = year === 1 && begun === 4 + YEARS && n % 2 === 0
    const grade = leaves ? 5 : Math.min(begun + year, 4 + YEARS)
    const klass = `${String(grade).padStart(2, '0')}-${Math.floor((n % perYear) / CLASS_SIZE)}`
    const born = `${String(1 + (n % 28)).padStart(2, '0')}.${String(1 + (n % 12)).padStart(2, '0')}.${2021 - begun}`
    lines.push(
      `${leaves ? 900_000 + n : 100_000 + n};${FAMILY[n % FAMILY.length]};${GIVEN[n % GIVEN.length]};${klass};${String(grade).padStart(2, '0')};${born};w;ER;deutsch;;01.08.2026;;0511 ${100_000 + n}`,
    )
  }
  return lines
}

/** Two parents for two of three children, one for the others, as in the example school. */
function parents(people: number): string[] {
  const lines = ['Eltern-ID;Nachname;Vorname;Kind-ID;Art;sorgeberechtigt;E-Mail']
  for (let n = 0; n < childrenOf(people); n++) {
    lines.push(`${2_000_000 + n};${FAMILY[n % FAMILY.length]};${GIVEN[(n + 3) % GIVEN.length]};${100_000 + n};Mutter;ja;`)
    if (n % 3 !== 0) lines.push(`${4_000_000 + n};${FAMILY[(n + 5) % FAMILY.length]};${GIVEN[(n + 7) % GIVEN.length]};${100_000 + n};Vater;ja;e${n}@example.org`)
  }
  return lines
}

function courses(people: number): string[] {
  const lines = ['Kurs-ID;Kurs;Kürzel;Schüler-ID']
  for (let n = 0; n < takersOf(people); n++) {
    const group = Math.floor(n / CLASS_SIZE)
    for (let k = 0; k < COURSES_EACH; k++) lines.push(`K${group}-${k};Kurs ${group}-${k};;${100_000 + n}`)
  }
  return lines
}

export const GIVEN = ['Mia', 'Noah', 'Emma', 'Ayşe', 'Łukasz', 'Zoë', 'Ben', 'Lina', 'Can', 'Thị-Mai', 'Oleksandr', 'Frieda', 'Matteo', 'Ida', 'Emre', 'Jule', 'Finn']
export const FAMILY = [
  'Müller',
  'Schmidt',
  'Nguyễn',
  'Kaya',
  'Đorđević',
  'van den Berg',
  'Weber',
  'Freiherr von Knigge',
  'Şahin',
  'Okafor',
  'Lindqvist',
  'García-López',
  'Krüger',
]
