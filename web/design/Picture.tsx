import type { ReactNode } from 'react'
import { pictureNames } from './pictures.de.ts'

const EDGE = { stroke: '#16231e', strokeWidth: 2.5, strokeLinejoin: 'round', strokeLinecap: 'round' } as const

/** Plain shapes in strong colours that differ in outline too, for who does not tell the colours apart. In the places of pictureNames. */
const drawings: readonly ReactNode[] = [
  <g key="sun">
    {[0, 45, 90, 135, 180, 225, 270, 315].map((turn) => <path key={turn} d="M32 4v8" transform={`rotate(${turn} 32 32)`} stroke="#b38600" strokeWidth="5" strokeLinecap="round" />)}
    <circle cx="32" cy="32" r="15" fill="#f3c63a" {...EDGE} />
  </g>,
  <path key="moon" d="M42 8a25 25 0 1 0 13 34A21 21 0 0 1 42 8z" fill="#9db8d6" {...EDGE} />,
  <path key="star" d="M32 5l8 18 20 2-15 13 5 20-18-10-18 10 5-20L4 25l20-2z" fill="#f08a24" {...EDGE} />,
  <path key="heart" d="M32 57C10 42 5 31 5 22a13 13 0 0 1 27-5 13 13 0 0 1 27 5c0 9-5 20-27 35z" fill="#d6332a" {...EDGE} />,
  <g key="tree">
    <path d="M28 40h8v19h-8z" fill="#7a4a24" {...EDGE} />
    <path d="M32 4l19 22H41l14 17H9l14-17H13z" fill="#2e8b57" {...EDGE} />
  </g>,
  <g key="flower">
    <path d="M32 34v26M32 52c-9 0-12-6-12-9 9-1 12 5 12 9z" fill="#2e8b57" {...EDGE} />
    {[0, 72, 144, 216, 288].map((turn) => <circle key={turn} cx="32" cy="12" r="8.5" transform={`rotate(${turn} 32 23)`} fill="#c86dd7" {...EDGE} />)}
    <circle cx="32" cy="23" r="6.5" fill="#f3c63a" {...EDGE} />
  </g>,
  <g key="house">
    <path d="M11 29h42v29H11z" fill="#fff3cd" {...EDGE} />
    <path d="M4 31L32 7l28 24z" fill="#a82219" {...EDGE} />
    <path d="M26 42h12v16H26z" fill="#275d8b" {...EDGE} />
  </g>,
  <g key="fish">
    <path d="M44 32c8-9 14-11 17-11v22c-3 0-9-2-17-11z" fill="#1d8fb8" {...EDGE} />
    <ellipse cx="27" cy="32" rx="23" ry="15" fill="#4fc3e0" {...EDGE} />
    <circle cx="16" cy="28" r="3" fill="#16231e" />
  </g>,
  <g key="ship">
    <path d="M32 8v32" {...EDGE} />
    <path d="M32 8l21 27H32z" fill="#ffffff" {...EDGE} />
    <path d="M32 14L14 35h18z" fill="#f3c63a" {...EDGE} />
    <path d="M6 41h52l-9 15H15z" fill="#275d8b" {...EDGE} />
  </g>,
  <g key="ball">
    <circle cx="32" cy="32" r="25" fill="#ffffff" {...EDGE} />
    <path d="M32 7c14 12 14 38 0 50C18 45 18 19 32 7z" fill="#d6332a" {...EDGE} />
    <path d="M7 32h50" {...EDGE} />
  </g>,
  <g key="apple">
    <path d="M32 20c-6-6-24-5-24 13 0 15 11 25 18 25 3 0 4-1 6-1s3 1 6 1c7 0 18-10 18-25 0-18-18-19-24-13z" fill="#6fb52c" {...EDGE} />
    <path d="M32 20c0-8 3-13 8-15" fill="none" {...EDGE} />
    <path d="M34 13c3-7 11-8 15-6-2 6-9 9-15 6z" fill="#2e8b57" {...EDGE} />
  </g>,
  <g key="car">
    <path d="M5 45V34l10-3 8-14h21l10 14 5 3v11z" fill="#7a5cc8" {...EDGE} />
    <path d="M21 31l5-9h6v9zM37 31v-9h5l6 9z" fill="#e5eff7" {...EDGE} />
    <circle cx="18" cy="46" r="7" fill="#16231e" />
    <circle cx="47" cy="46" r="7" fill="#16231e" />
  </g>,
]

/** One of the twelve pictures with which the youngest sign in; the same in both themes and on paper. `isNamed` false: the words stand beside it. */
export function Picture({ place, size = '4rem', isNamed = true }: { place: number; size?: string; isNamed?: boolean }) {
  const name = pictureNames[place] ?? ''
  return (
    <svg {...(isNamed ? { role: 'img', 'aria-label': name } : { 'aria-hidden': true })} width={size} height={size} viewBox="0 0 64 64">
      {drawings[place]}
    </svg>
  )
}
