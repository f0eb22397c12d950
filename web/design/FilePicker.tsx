import { useId, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { classes } from './given.ts'
import { Icon } from './Icon.tsx'
import { texts } from './texts.de.ts'
import './Button.css'
import './FieldParts.css'
import './FilePicker.css'

export type FilePickerProps = {
  label: string
  hint?: ReactNode
  error?: string | undefined
  /** As the browser takes it: '.csv,.txt'. A help for choosing, never a check. */
  accept?: string
  takesSeveral?: boolean
  isDisabled?: boolean | undefined
  onPick: (files: readonly File[]) => void
}

/** Takes files by choosing or by dropping them. What was picked is shown by the page, with a ProgressBar while it travels. */
export function FilePicker({ label, hint, error, accept, takesSeveral = false, isDisabled = false, onPick }: FilePickerProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const take = (files: FileList | null) => {
    const picked = [...(files ?? [])].slice(0, takesSeveral ? undefined : 1)
    if (picked.length > 0 && !isDisabled) onPick(picked)
    // The same file can be picked again after it was put right.
    if (input.current) input.current.value = ''
  }
  return (
    <div
      className={classes('file-picker', isOver && 'file-picker-over', error !== undefined && 'file-picker-invalid')}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files)
      }}
    >
      <Icon name="upload" size={28} />
      <label htmlFor={id} className="file-picker-label">
        {label}
      </label>
      {hint !== undefined && (
        <div id={`${id}-hint`} className="file-picker-hint">
          {hint}
        </div>
      )}
      <input
        ref={input}
        id={id}
        type="file"
        className="file-picker-input"
        disabled={isDisabled}
        multiple={takesSeveral}
        accept={accept ?? ''}
        aria-describedby={`${hint === undefined ? '' : `${id}-hint`} ${error === undefined ? '' : `${id}-error`}`.trim() || undefined}
        aria-invalid={error !== undefined}
        onChange={(event) => take(event.target.files)}
      />
      <span className="button button-quiet file-picker-button" aria-hidden="true">
        {takesSeveral ? texts.chooseFiles : texts.chooseFile}
      </span>
      <span className="file-picker-drop" aria-hidden="true">
        {texts.orDrop}
      </span>
      {error !== undefined && (
        <div id={`${id}-error`} className="field-error">
          <Icon name="problem" size={17} />
          <span>{error}</span>
        </div>
      )}
    </div>
  )
}
