/** Whether this browser was used as somebody's own before. Nothing personal is kept, and on a shared device nothing at all (amendment A7). */
import { useState } from 'react'
import { useSession } from '#web/api/hooks.ts'

export type Device = 'own' | 'shared'

const KEY = 'device'

/** What counts at the sign-in: what is pressed here, else what was pressed on this browser before, else what the server suggests for this network. */
export function useDevice(): { device: Device; isDeviceChosen: boolean; choose: (device: Device) => void } {
  const { known } = useSession()
  const [remembered] = useState(rememberedDevice)
  const [pressed, choose] = useState<Device | null>(null)
  const suggested = known?.signedIn === false ? (known.device ?? 'shared') : 'shared'
  const chosen = pressed ?? remembered
  return { device: chosen ?? suggested, isDeviceChosen: chosen !== null, choose }
}

/** `own` when somebody signed in here on their own device before. */
function rememberedDevice(): Device | null {
  try {
    return localStorage.getItem(KEY) === 'own' ? 'own' : null
  } catch {
    // Storage switched off by the browser: then nothing is remembered.
    return null
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
