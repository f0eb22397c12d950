/** What has to be known soon, or doors must shut (B2: within two seconds everywhere). */

/** Long for a few rows, and short enough that sockets are closed two seconds after the news. */
const LATE_MS = 1_500

/** The result of the work; rejects when there is none in time. The work itself goes on. */
export function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    // After a pause of the whole process the answer may lie there already: it is looked at before the time is called up.
    const late = setTimeout(() => setImmediate(() => reject(new Error('not in time'))), LATE_MS).unref()
    work.then(resolve, reject).finally(() => clearTimeout(late))
  })
}
