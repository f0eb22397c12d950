import { saveFile } from '#web/api/save-file.ts'
import type { Sealed } from './client.ts'

/** Saves the sealed file. Its key goes another way. */
export function saveSealed({ fileName, file }: Pick<Sealed, 'fileName' | 'file'>): void {
  saveFile({ fileName, bytes: Uint8Array.from(atob(file), (sign) => sign.charCodeAt(0)), mediaType: 'application/octet-stream' })
}
