import { saveFile } from './save-file.ts'

/** Saves a paper from the server as a file. */
export function savePaper({ fileName, bytes }: { fileName: string; bytes: Uint8Array<ArrayBuffer> }): void {
  saveFile({ fileName, bytes, mediaType: 'application/pdf' })
}
