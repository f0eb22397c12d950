import { lazy, Suspense } from 'react'
import type { FieldProps } from './FieldParts.tsx'
import { Skeleton } from './Skeleton.tsx'

export type ComboBoxProps = FieldProps & {
  options: readonly { value: string; label: string; hint?: string }[]
  value?: string | null
  onChange: (value: string | null) => void
  /** Given: `options` are what the server found for the typed letters; absent: the options are filtered here. */
  onSearch?: (typed: string) => void
  placeholder?: string
}

const Body = lazy(() => import('./ComboBoxBody.tsx').then((m) => ({ default: m.ComboBoxBody })))

/** One of very many, found by typing: persons, classes, settings. Loads its code when it is shown. */
export function ComboBox(props: ComboBoxProps) {
  return (
    <Suspense fallback={<Skeleton lines={2} />}>
      <Body {...props} />
    </Suspense>
  )
}
