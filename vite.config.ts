/**
 * How the web is built (bin/build.ts) and served while developing. `design` adds the page that shows every component in every state; it is for
 * development and tests and never part of what a school gets.
 */
import { fileURLToPath } from 'node:url'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import type { InlineConfig, Plugin } from 'vite'

const root = fileURLToPath(new URL('./web/', import.meta.url))

/** Vite's configuration for a build; `outDir` is absolute. */
export function webConfig(options: { outDir: string; design: boolean }): InlineConfig {
  const input: Record<string, string> = { index: `${root}index.html` }
  if (options.design) input.design = `${root}design.html`
  return {
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    plugins: plugins(),
    build: {
      outDir: options.outDir,
      emptyOutDir: true,
      manifest: 'manifest.json',
      // The security policy allows no data: addresses, so nothing is inlined, however small.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      // Pages and the words of their refusals share a file; that it is named twice is meant.
      rolldownOptions: { input, checks: { ineffectiveDynamicImport: false } },
    },
  }
}

/** For `vite` on the command line: the server of the school answers /api, start it beside this one. */
export default defineConfig({
  root,
  publicDir: false,
  plugins: plugins(),
  server: { port: 5173, strictPort: true, proxy: { '/api': { target: 'http://127.0.0.1:8000', ws: true } } },
})

function plugins(): Plugin[] {
  // React Aria's own words for German and English only; all other languages stay out of the bundle.
  const locales = optimizeLocales.vite({ locales: ['de-DE', 'en-US'] }) as Plugin
  return [...(react() as Plugin[]), { ...locales, enforce: 'pre' }, layerOrder(), shapeForZod()]
}

/** Every stylesheet names the layers first: which one the browser gets to see first depends on the page, their order must not. */
function layerOrder(): Plugin {
  return {
    name: 'layer-order',
    generateBundle(_, bundle) {
      for (const asset of Object.values(bundle)) {
        if (asset.type === 'asset' && asset.fileName.endsWith('.css')) asset.source = `@layer reset,tokens,base,components,pages;${String(asset.source)}`
      }
    },
  }
}

/** Contracts weigh nothing in the browser: see web/api/zod-shape.ts. */
function shapeForZod(): Plugin {
  return {
    name: 'shape-for-zod',
    enforce: 'pre',
    resolveId: (source) => (source === 'zod' ? `${root}api/zod-shape.ts` : null),
  }
}
