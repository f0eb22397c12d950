import { useRef } from 'react'
import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import type { IconName } from './icons.ts'

export type FileButtonProps = {
  children: ReactNode
  icon?: IconName
  /** As the browser takes it: 'image/*'. A help for choosing, never a check. */
  accept: string
  isPending?: boolean
  onPick: (file: File) => void
}

/** A button that asks for one file, where a FilePicker would be too much. */
export function FileButton({ children, icon, accept, isPending = false, onPick }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  const take = (file: File | undefined) => {
    if (file !== undefined) onPick(file)
    // The same file can be picked again.
    if (input.current) input.current.value = ''
  }
  return (
    <>
      <input ref={input} type="file" hidden accept={accept} tabIndex={-1} aria-hidden="true" onChange={(event) => take(event.target.files?.[0])} />
      <Button {...(icon && { icon })} isPending={isPending} onPress={() => input.current?.click()}>
        {children}
      </Button>
    </>
  )
}
