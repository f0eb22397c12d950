/** Where sets are kept: a folder, best on another machine, or a bucket in which nothing can be taken away. Names are ours: `sets/...`, `packs/...`. */

export type Target = {
  readonly kind: 'folder' | 's3'
  /** Where files are made before they are put. */
  readonly drafts: string
  /** The draft is durable under this name when it resolves; its file is gone. */
  put(name: string, draft: string, sha256: string): Promise<void>
  /** The content from the beginning; null when there is nothing of this name. */
  open(name: string): Promise<{ size_bytes: number; pieces: AsyncIterable<Buffer> } | null>
  /** The names in one of our folders, without it, and the size where it is known. */
  list(folder: string): Promise<string[]>
  /** False when the target does not let us: then its own rules remove it. */
  remove(name: string): Promise<boolean>
}
