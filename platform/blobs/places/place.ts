/** Where large blobs lie: a folder of this machine or a bucket of an S3-compatible store, by the same few verbs. Places know sealed bytes only. */

export type PlaceName = 'file' | 's3'

/** Sealed bytes as a whole file of this machine, with their SHA-256 where the place asks for it. */
export type Draft = { path: string; sealed_bytes: number; sha256: string }

/**
 * Something sealed that was found: how much there is of it in all, and the bytes asked for. `pieces` is read once, each of them holds until the next is asked for,
 * and ending it early lets go of it.
 */
export type Found = { sealed_bytes: number; pieces: AsyncIterable<Buffer> }

export type Place = {
  readonly name: PlaceName
  /** The draft is durable under this id when it resolves; its file may have been moved away. */
  take(blobId: string, draft: Draft): Promise<void>
  /** The sealed bytes from (incl.) to (excl.); null when there is nothing under this id. */
  open(blobId: string, span: { from: number; to: number }): Promise<Found | null>
  /** Resolves also when there was nothing. */
  remove(blobId: string): Promise<void>
  /** Everything that lies there, in lists: an id of a blob, or the name of something else. */
  names(): AsyncIterable<string[]>
}

/** Something the administration has to put right: a place, a key backup. The message is German and says what to do. */
export class BlobProblem extends Error {}
