import { Radio, RadioGroup as AriaRadioGroup } from 'react-aria-components/RadioGroup'
import type { KeyboardEvent } from 'react'
import './Segments.css'

export type SegmentsProps<V extends string> = {
  /** Read out before the choices: 'Formular von Sommer, Lina'. */
  label: string
  options: readonly { value: V; label: string }[]
  value: V | null
  onChange: (value: V) => void
  /** Enter: done here; the page moves the focus on. */
  onEnter?: () => void
  /** Set on the group, so that a page can find the next one. */
  id?: string
}

/** One of a few short choices side by side: for many rows of the same question, by keyboard (arrows choose, Enter goes on). */
export function Segments<V extends string>({ label, options, value, onChange, onEnter, id }: SegmentsProps<V>) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || onEnter === undefined) return
    event.preventDefault()
    onEnter()
  }
  return (
    <AriaRadioGroup aria-label={label} orientation="horizontal" value={value} onChange={(chosen) => onChange(chosen as V)} className="segments">
      <div className="segments-row" id={id} onKeyDownCapture={onKeyDown}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className="segments-one">
            {option.label}
          </Radio>
        ))}
      </div>
    </AriaRadioGroup>
  )
}
