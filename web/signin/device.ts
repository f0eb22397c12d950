/** Whether this browser was used as somebody's own before. Nothing personal is kept, and on a shared device nothing at all (amendment A7). */
export type Device = 'own' | 'shared'

const KEY = 'device'

/** `shared` unless somebody signed in here on their own device before. */
export function rememberedDevice(): Device {
  try {
    return localStorage.getItem(KEY) === 'own' ? 'own' : 'shared'
  } catch {
    // Storage switched off by the browser: then nothing is remembered.
    return 'shared'
  }
}

export function rememberDevice(device: Device): void {
  try {
    if (device === 'own') localStorage.setItem(KEY, 'own')
    else localStorage.removeItem(KEY)
  } catch {
    return
  }
}
