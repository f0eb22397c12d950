/** Seconds, and how far the memory of the process rose above where it began. */
export async function measured<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number; memory_mb: number }> {
  const base = process.memoryUsage().rss
  let most = base
  const look = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 50)
  const began = performance.now()
  const result = await work()
  clearInterval(look)
  return { result, seconds: (performance.now() - began) / 1000, memory_mb: (most - base) / 1e6 }
}
