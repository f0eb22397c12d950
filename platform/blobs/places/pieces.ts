/** Pieces that hold on to something (a file, a connection) until they are read to the end or ended early, also when they were never begun. */
export function piecesUntilEnd(next: () => Promise<Buffer | null>, end: () => Promise<void>): AsyncIterableIterator<Buffer> {
  let ended: Promise<void> | null = null
  const stop = async (): Promise<{ done: true; value: undefined }> => {
    await (ended ??= end())
    return { done: true, value: undefined }
  }
  const pieces: AsyncIterableIterator<Buffer> = {
    async next() {
      if (ended !== null) return stop()
      try {
        const piece = await next()
        return piece === null ? await stop() : { done: false, value: piece }
      } catch (error) {
        await stop().catch(() => {})
        throw error
      }
    },
    return: stop,
    [Symbol.asyncIterator]: () => pieces,
  }
  return pieces
}
