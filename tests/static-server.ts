/** Serves a folder on a free loopback port with the strict security policy of the product; for pages that need no server behind them. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

export const POLICY = "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

/** `origin` without a slash at the end; paths without a file answer 404. `answer` may take a request first and says whether it did. */
export async function serveFolder(
  folder: string,
  answer?: (request: IncomingMessage, response: ServerResponse) => boolean,
): Promise<AsyncDisposable & { origin: string }> {
  const server = createServer(async (request, response) => {
    if (answer?.(request, response)) return
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname))
    const content = await readFile(join(folder, path)).catch(() => null)
    response.setHeader('content-security-policy', POLICY)
    response.setHeader('x-content-type-options', 'nosniff')
    if (content === null) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' }).end(content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
