import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import { BareIconButton } from './BareIconButton.tsx'
import { texts } from './texts.de.ts'
import { TextField } from './TextField.tsx'
import './Dialog.css'

export type DialogProps = {
  title: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
  /** Buttons at the foot, the main one last. */
  actions?: ReactNode
  size?: 'small' | 'large'
  /** A decision that must be taken: Escape and a press beside it don't close it. */
  isFixed?: boolean
}

/** Takes the page for one question. The focus stays inside and returns afterwards; on phones it comes from below. */
export function Dialog({ title, isOpen, onClose, children, actions, size = 'small', isFixed = false }: DialogProps) {
  return (
    <ModalOverlay
      className="dialog-veil"
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={!isFixed}
      isKeyboardDismissDisabled={isFixed}
    >
      <Modal className={`dialog dialog-${size}`}>
        <AriaDialog className="dialog-frame">
          <div className="dialog-head">
            <Heading slot="title" className="dialog-title">
              {title}
            </Heading>
            {!isFixed && <BareIconButton icon="close" label={texts.close} onPress={onClose} />}
          </div>
          <div className="dialog-body">{children}</div>
          {actions !== undefined && <div className="dialog-foot">{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

export type ConfirmDialogProps = {
  title: string
  isOpen: boolean
  onClose: () => void
  onConfirm: () => void
  /** What happens then, who is told, what can't be brought back. */
  children: ReactNode
  /** The deed in words: 'Konto endgültig löschen'. */
  confirm: string
  /** Only for what can't be undone: the word must be typed. What can be undone needs no dialog but a toast with undo. */
  word?: string
  isPending?: boolean
}

/** The question before a deed that can't be undone. */
export function ConfirmDialog({ title, isOpen, onClose, onConfirm, children, confirm, word, isPending = false }: ConfirmDialogProps) {
  const [typed, setTyped] = useState('')
  const isTyped = word === undefined || typed.trim().toLocaleLowerCase('de') === word.toLocaleLowerCase('de')
  const close = () => {
    setTyped('')
    onClose()
  }
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{texts.cancel}</Button>
          <Button kind="danger" isDisabled={!isTyped} isPending={isPending} onPress={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
      {word !== undefined && <TextField label={texts.typeToConfirm({ word })} value={typed} onChange={setTyped} autoComplete="off" autoFocus />}
    </Dialog>
  )
}
