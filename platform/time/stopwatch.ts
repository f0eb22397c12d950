/** How long something takes, whatever the clock is set to meanwhile. */
export function stopwatch(): { elapsed_ms(): number } {
  const started = performance.now()
  return { elapsed_ms: () => performance.now() - started }
}
