/** The queue of short messages at the foot of the page; `showToast` may be called from anywhere in the browser. */
export type Toast = { id: number; text: string; kind: 'plain' | 'problem'; undo: (() => void) | null; keep_ms: number }

/** Shown at the same time; an older one gives way. */
export const TOASTS_MAX = 3
/** Long enough to read and, with undo, to reach it by keyboard; the time stands still under pointer or focus. */
const KEEP_MS = 6_000
const KEEP_MS_WITH_UNDO = 12_000

/**
 * Says that something happened: "Nachricht gelöscht". With `undo` it can be taken back for 12 s. `problem` for what failed in the background;
 * what fails in a form is said there. Answers with the way to take it away early.
 */
export function showToast(toast: { text: string; kind?: 'plain' | 'problem'; undo?: () => void }): () => void {
  const id = nextId++
  shown = [...shown, { id, text: toast.text, kind: toast.kind ?? 'plain', undo: toast.undo ?? null, keep_ms: toast.undo ? KEEP_MS_WITH_UNDO : KEEP_MS }].slice(
    -TOASTS_MAX,
  )
  tell()
  return () => dropToast(id)
}

export function dropToast(id: number): void {
  shown = shown.filter((toast) => toast.id !== id)
  tell()
}

export function shownToasts(): readonly Toast[] {
  return shown
}

export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

let nextId = 1
let shown: readonly Toast[] = []
const listeners = new Set<() => void>()

function tell(): void {
  for (const listener of listeners) listener()
}
