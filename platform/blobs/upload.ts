/** A file on its way into an action: read once, when the action says into which scope it goes. */
import type { Blobs } from './blobs.ts'
import type { StoredBlob } from './storing.ts'

export type Upload = {
  /** What the sender says it is: for the action to judge, never to be believed. */
  claimedType: string
  /** Stores the file; durable when it resolves. An action that runs again because access changed meanwhile gets the same blob. Refuses with 413, 400, 503. */
  into(scopeId: string, options: { mediaType: string }): Promise<StoredBlob>
}

/** `content` is for this upload alone: its pieces are given back when they are stored. */
export function createUpload(blobs: Blobs, content: AsyncIterable<Uint8Array>, { claimedType, bytes_max }: { claimedType: string; bytes_max: number }): Upload {
  let taken: { scopeId: string; blob: Promise<StoredBlob> } | null = null
  return {
    claimedType,
    async into(scopeId, { mediaType }) {
      taken ??= { scopeId, blob: blobs.store({ scopeId, mediaType, content, bytes_max, givesAway: true }) }
      const blob = await taken.blob
      return taken.scopeId === scopeId ? blob : blobs.copy(blob.id, scopeId)
    },
  }
}
