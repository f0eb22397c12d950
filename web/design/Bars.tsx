import { useId } from 'react'
import { Link as AriaLink } from 'react-aria-components/Link'
import { formatNumber } from '#web/texts/format.ts'
import { BAR_LENGTH, layBars, sum } from './lay-bars.ts'
import { texts } from './texts.de.ts'
import './Bars.css'

/** `good`: done, granted. `ending`: still so, not for long. `need`: half done, waits. `open`: missing, free. `blue`: can't be. `danger`: over the limit. */
export type BarTone = 'good' | 'ending' | 'need' | 'open' | 'blue' | 'danger'

export type BarSeries = { key: string; label: string; tone: BarTone }

export type BarRow = {
  key: string
  label: string
  /** One number per series, in its order; the bar's whole length is their sum. */
  values: readonly number[]
  /** At the end of the bar: '26 von 28'. */
  words: string
  href?: string
}

export type BarsProps = { caption: string; series: readonly BarSeries[]; rows: readonly BarRow[]; hidesLegend?: boolean }

/** Amounts as bars, one row each: consents per class, storage. Screen readers get the numbers as a table. */
export function Bars({ caption, series, rows, hidesLegend }: BarsProps) {
  return (
    <figure className="bars">
      <BarTable caption={caption} series={series} rows={rows} />
      <div className="bars-rows">
        {rows.map((row) => (
          <div key={row.key} className="bars-row">
            {row.href === undefined ? (
              <span className="bars-label" aria-hidden="true">
                {row.label}
              </span>
            ) : (
              <AriaLink href={row.href} className="bars-label link">
                {row.label}
              </AriaLink>
            )}
            <BarDrawing series={series} values={row.values} />
            <span className="bars-words" aria-hidden="true">
              {row.words}
            </span>
          </div>
        ))}
      </div>
      {!hidesLegend && (
        <ul className="bars-legend" aria-hidden="true">
          {series.map((one) => (
            <li key={one.key}>
              <svg className="bars-key" width="14" height="14" viewBox="0 0 14 14">
                <rect className={`bar-${one.tone}`} x="0.75" y="0.75" width="12.5" height="12.5" rx="3" />
              </svg>
              {one.label}
            </li>
          ))}
        </ul>
      )}
    </figure>
  )
}

function BarTable({ caption, series, rows }: Pick<BarsProps, 'caption' | 'series' | 'rows'>) {
  return (
    <div className="visually-hidden">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <td />
            {series.map((one) => (
              <th key={one.key} scope="col">
                {one.label}
              </th>
            ))}
            <th scope="col">{texts.sum}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.label}</th>
              {row.values.map((value, i) => (
                <td key={series[i]?.key ?? i}>{formatNumber(value)}</td>
              ))}
              <td>{formatNumber(sum(row.values))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const HEIGHT = 14

function BarDrawing({ series, values }: { series: readonly BarSeries[]; values: readonly number[] }) {
  const clip = useId()
  const parts = layBars(values)
  return (
    <svg className="bar" viewBox={`0 0 ${BAR_LENGTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <clipPath id={clip}>
        <rect width={BAR_LENGTH} height={HEIGHT} rx="4" />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {parts.map((part) => (
          <rect key={part.index} className={`bar-${series[part.index]?.tone ?? 'open'}`} x={part.x} y="0" width={part.width} height={HEIGHT} />
        ))}
      </g>
    </svg>
  )
}
