/**
 * Loaded first in every process that boot.mjs starts: the child's end of the channel to it.
 * A signal the parent passes on is raised here once, unless it has reached us directly. When the parent is killed outright the channel closes
 * and we end as if told to: a killed `npm start` leaves no server behind.
 */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
const seen = new Set()
const stop_ms_max = 15_000

if (process.channel) {
  for (const signal of signals) noteWhenHandled(signal)
  process.on('message', (message) => raise(message?.signal))
  process.once('disconnect', () => {
    raise('SIGTERM')
    setTimeout(() => process.exit(1), stop_ms_max).unref()
  })
  // Listening alone must not keep a finished command alive.
  process.channel.unref()
  // Processes that the program forks have a channel of their own, with a meaning of their own.
  process.execArgv = process.execArgv.filter((part, index, all) => !part.endsWith('/child.mjs') && !all[index + 1]?.endsWith('/child.mjs'))
}

/** Our listener comes and goes with the program's: as long as the program does not handle a signal, it ends the process as usual. */
function noteWhenHandled(signal) {
  const note = () => seen.add(signal)
  process.on('newListener', (name, listener) => {
    if (name === signal && listener !== note && process.listenerCount(signal) === 0) process.on(signal, note)
  })
  process.on('removeListener', (name, listener) => {
    if (name === signal && listener !== note && process.listenerCount(signal) === 1) process.off(signal, note)
  })
}

function raise(signal) {
  if (signals.includes(signal) && !seen.has(signal)) process.kill(process.pid, signal)
}
