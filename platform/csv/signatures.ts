/** What a file is by its first bytes, where it is no table of text at all. */
import type { TableCode } from './refused.ts'

type Signature = { code: TableCode; at?: number; bytes: readonly number[] }

const ascii = (text: string): number[] => [...text].map((c) => c.charCodeAt(0))

const signatures: readonly Signature[] = [
  { code: 'file_is_archive', bytes: [0x50, 0x4b, 3, 4] },
  { code: 'file_is_archive', bytes: [0x50, 0x4b, 5, 6] },
  { code: 'file_is_archive', bytes: [0x50, 0x4b, 7, 8] },
  { code: 'file_is_archive', bytes: [0x1f, 0x8b] },
  { code: 'file_is_archive', bytes: [0x37, 0x7a, 0xbc, 0xaf] },
  { code: 'file_is_archive', bytes: ascii('Rar!') },
  { code: 'file_is_archive', bytes: ascii('ustar'), at: 257 },
  { code: 'file_is_spreadsheet', bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { code: 'file_is_pdf', bytes: ascii('%PDF') },
  { code: 'file_is_image', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { code: 'file_is_image', bytes: [0xff, 0xd8, 0xff] },
  { code: 'file_is_image', bytes: ascii('GIF8') },
  { code: 'file_is_image', bytes: [0x49, 0x49, 0x2a, 0] },
  { code: 'file_is_image', bytes: [0x4d, 0x4d, 0, 0x2a] },
  { code: 'file_is_image', bytes: ascii('RIFF') },
  { code: 'file_is_image', bytes: ascii('ftyp'), at: 4 },
  { code: 'file_is_document', bytes: ascii('{\\rtf') },
]

/** How far into the file the names of a ZIP's first members are looked for. */
const zip_head_bytes = 4_096
const text_head_bytes = 256

/** The code of the refusal when the first bytes belong to something that is no table of text, else null. */
export function signatureOf(bytes: Uint8Array): TableCode | null {
  const found = signatures.find((s) => s.bytes.every((byte, i) => bytes[(s.at ?? 0) + i] === byte))
  if (found?.code === 'file_is_archive' && bytes[0] === 0x50) return zipContent(bytes)
  if (found) return found.code
  const head = latin1(bytes, text_head_bytes)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
    .toLowerCase()
  // Some programs save a web page or their own XML under the name of a table.
  return /^(<!doctype|<html|<table|<meta|<\?xml|<workbook)/.test(head) ? 'file_is_web_page' : null
}

/** Excel, LibreOffice and Word files are ZIPs; saying which one tells people what to do. */
function zipContent(bytes: Uint8Array): TableCode {
  const head = latin1(bytes, zip_head_bytes)
  if (/opendocument\.spreadsheet|xl\/|\[Content_Types\]\.xml/.test(head) && !head.includes('word/')) return 'file_is_spreadsheet'
  return /opendocument\.text|word\//.test(head) ? 'file_is_document' : 'file_is_archive'
}

function latin1(bytes: Uint8Array, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(length, bytes.byteLength)).toString('latin1')
}
