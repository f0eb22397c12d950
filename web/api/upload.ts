/** Sends a file and tells how far it is: fetch can't report progress of what it sends, XMLHttpRequest can. */
import { UPLOAD_MS_MAX } from './limits.ts'
import { NETWORK, RefusalError } from './refusal.ts'

export type Upload = { method: string; url: string; headers: Record<string, string>; body: Blob }

/** Answers with status and parsed body; throws RefusalError `network` when the line breaks and the signal's reason when it was called off. */
export function upload(
  request: Upload,
  options: { signal?: AbortSignal; onProgress?: (progress: { sent_bytes: number; total_bytes: number }) => void },
): Promise<{ status: number; body: unknown }> {
  return new Promise((resolve, reject) => {
    const { signal, onProgress } = options
    if (signal?.aborted) return reject(signal.reason)
    const sending = new XMLHttpRequest()
    const stop = () => sending.abort()
    const settle = (end: () => void) => () => {
      signal?.removeEventListener('abort', stop)
      end()
    }
    sending.open(request.method, request.url)
    sending.timeout = UPLOAD_MS_MAX
    sending.responseType = 'json'
    for (const [name, value] of Object.entries(request.headers)) sending.setRequestHeader(name, value)
    sending.upload.onprogress = (event) => onProgress?.({ sent_bytes: event.loaded, total_bytes: request.body.size })
    sending.onload = settle(() => resolve({ status: sending.status, body: sending.response ?? undefined }))
    sending.onerror = settle(() => reject(new RefusalError(NETWORK)))
    sending.ontimeout = sending.onerror
    sending.onabort = settle(() => reject(signal?.reason ?? new RefusalError(NETWORK)))
    signal?.addEventListener('abort', stop, { once: true })
    sending.send(request.body)
  })
}
