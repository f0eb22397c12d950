/**
 * Gives the memory of a buffer back at once, for one that nobody else holds. Sealed and opened chunks live outside of the heap, where garbage is looked for late: a
 * gigabyte on its way through would hold sixty megabytes of them.
 */
export function giveBack(part: Uint8Array): void {
  const memory = part.buffer as ArrayBuffer
  // Small buffers share one memory with others.
  if (part.byteLength === memory.byteLength) memory.transfer(0)
}
