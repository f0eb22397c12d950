/** Pages of an export: plain HTML that works without network and script, and prints. Everything that people wrote is escaped here, and nowhere else. */

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** HTML that is safe to stand in a page. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Part = Html | string | number | readonly Part[]

/** html`<p>${text}</p>`: what is no Html is escaped. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.reduce((text, string, index) => text + shown(parts[index - 1]!) + string))
}

function shown(part: Part): string {
  if (part instanceof Html) return part.text
  if (typeof part === 'object') return part.map(shown).join('')
  return String(part).replace(/[&<>"']/g, (sign) => SIGNS[sign]!)
}

const STYLE = new Html(`<style>
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1.5rem}
h1,h2,h3{line-height:1.25}
h2{margin-top:2rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem;font-size:.95rem}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #8886;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.5rem 0}
dt{color:GrayText}
dd{margin:0}
.line{margin:.6rem 0;overflow-wrap:anywhere;white-space:pre-wrap}
.line b{font-weight:600}
.quiet{color:GrayText}
@media(max-width:32rem){dl{grid-template-columns:1fr}}
@media print{body{max-width:none;padding:0;font-size:11pt}a{color:inherit;text-decoration:none}tr,.line{break-inside:avoid}}
</style>`)

/** The beginning of a page, before its body. */
export function pageBegin(title: string): Html {
  return html`<!doctype html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${title}</title>${STYLE}</head><body>
`
}

export const pageEnd = new Html('</body></html>\n')
