import { Fragment } from 'react'
import './logs.css'

/** A SHA-256 in groups of eight, so that two people can compare it on the phone; copied it has no blanks. */
export function Sum({ sha256 }: { sha256: string }) {
  return <code className="logs-sum">{sha256.match(/.{8}/g)!.map((group, index) => <Fragment key={index}><span>{group}</span><wbr /></Fragment>)}</code>
}
