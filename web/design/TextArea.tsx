import { TextArea as AriaTextArea, TextField as AriaTextField } from 'react-aria-components/TextField'
import { useLayoutEffect, useRef } from 'react'
import type { ReactNode, Ref } from 'react'
import { FieldHint, FieldLabel, FieldMistake } from './FieldParts.tsx'
import type { FieldProps } from './FieldParts.tsx'
import { given } from './given.ts'
import { texts } from './texts.de.ts'
import { VisuallyHidden } from './VisuallyHidden.tsx'
import './TextArea.css'

export type TextAreaProps = FieldProps & {
  value: string
  onChange: (value: string) => void
  /** Grows with its text between these; it never scrolls the page away. */
  rows_min?: number
  rows_max?: number
  /** Counts down over the last fifth and says how much is too much; it never cuts what was typed. */
  letters_max?: number
  placeholder?: string
  /** Enter sends, Shift+Enter breaks the line (messages); without it Enter breaks the line. */
  onEnter?: () => void
  /** The name is there for screen readers only: for the one field at the foot of a conversation. */
  hidesLabel?: boolean
  /** Buttons inside the box, left and right of the text. */
  before?: ReactNode
  after?: ReactNode
  inputRef?: Ref<HTMLTextAreaElement>
}

/** Text over several lines that grows while one types. */
export function TextArea({
  label,
  hint,
  error,
  isOptional,
  rows_min = 3,
  rows_max = 12,
  letters_max,
  placeholder,
  onEnter,
  hidesLabel,
  before,
  after,
  inputRef,
  ...rest
}: TextAreaProps) {
  const box = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    if (box.current) fit(box.current, rows_min, rows_max)
  }, [rest.value, rows_min, rows_max])
  const length = [...rest.value].length
  const isOver = letters_max !== undefined && length > letters_max
  const isNear = letters_max !== undefined && length > letters_max * 0.8
  return (
    <AriaTextField {...given(rest)} isInvalid={error !== undefined || isOver} className="field">
      {hidesLabel ? (
        <VisuallyHidden>
          <FieldLabel label={label} />
        </VisuallyHidden>
      ) : (
        <FieldLabel {...given({ label, isOptional })} />
      )}
      <FieldHint hint={hint} />
      <div className="field-box text-area-box">
        {before}
        <AriaTextArea
          ref={(element) => {
            box.current = element
            if (typeof inputRef === 'function') inputRef(element)
            else if (inputRef) inputRef.current = element
          }}
          className="field-input text-area"
          rows={rows_min}
          {...given({ placeholder })}
          {...(onEnter
            ? {
                onKeyDown: (event) => {
                  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
                  event.preventDefault()
                  onEnter()
                },
              }
            : {})}
        />
        {after}
      </div>
      {isNear && (
        <div className={isOver ? 'text-area-count text-area-over' : 'text-area-count'}>
          {isOver ? texts.lettersOver({ over: length - letters_max }) : texts.lettersLeft({ left: letters_max - length })}
        </div>
      )}
      {error !== undefined && <FieldMistake error={error} />}
    </AriaTextField>
  )
}

/** Browsers that know `field-sizing` do it themselves; for the others the height is measured. */
function fit(element: HTMLTextAreaElement, rows_min: number, rows_max: number): void {
  const line_px = Number.parseFloat(getComputedStyle(element).lineHeight) || 24
  element.style.height = 'auto'
  const padding_px = element.offsetHeight - element.clientHeight + 18
  element.style.height = `${Math.min(Math.max(element.scrollHeight, rows_min * line_px + padding_px), rows_max * line_px + padding_px)}px`
}
