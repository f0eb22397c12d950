/** What has to be on the disk before it is acknowledged (architecture 4.5). */
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'

/** Names that were made or moved in this folder are durable when it resolves. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Writes all of it: the system may take less at once. */
export async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let from = 0; from < bytes.length; ) from += (await file.write(bytes, from)).bytesWritten
}

/** What was asked for is done when the error says that there is nothing. */
export function unlessMissing(error: unknown): void {
  if (!isMissing(error)) throw error
}

export function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')
}
