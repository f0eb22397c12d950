/**
 * `/metrics` for Prometheus, at a door of its own that listens on the loopback only: through a proxy on the same machine every request comes from the
 * loopback, so the public door could not tell who asks. Off unless METRICS_PORT is set. Nothing in it is about a person (platform/log/meters.ts).
 */
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readMeters, renderMeters } from '#platform/log/meters.ts'
import type { Platform } from '#platform/module/platform.ts'

export type MetricsDoor = { port: number; close(): Promise<void> }

/** Listens on 127.0.0.1. Rejects when the port is taken. */
export async function openMetrics(platform: Platform, port: number): Promise<MetricsDoor> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000, maxHeaderSize: 8_192 }, (request, response) => {
    const send = (status: number, text: string, type = 'text/plain; charset=utf-8') => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }).end(text)
    }
    // A page in somebody's browser that points its own name to this machine would read along.
    if (!isLoopbackName(request.headers.host) || request.headers.origin !== undefined) return send(403, 'only from this machine\n')
    if (request.method !== 'GET' && request.method !== 'HEAD') return send(405, 'only GET\n')
    if (request.url === '/healthz') return send(platform.actors.fresh ? 200 : 503, platform.actors.fresh ? 'ok\n' : 'unavailable\n')
    if (request.url !== '/metrics') return send(404, 'only /metrics and /healthz\n')
    readMeters(platform).then((readings) => send(200, renderMeters(readings), 'text/plain; version=0.0.4; charset=utf-8'), () => send(503, 'unavailable\n'))
  })
  server.maxConnections = 20
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, close: () => closeAll(server) }
}

function isLoopbackName(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '')
}

function closeAll(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
