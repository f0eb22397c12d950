import type { ReactNode } from 'react'
import { classes } from './given.ts'
import { Icon } from './Icon.tsx'
import { texts } from './texts.de.ts'
import { VisuallyHidden } from './VisuallyHidden.tsx'
import './Steps.css'

export type StepState = 'done' | 'current' | 'open' | 'blocked'

export type Step = { key: string; title: string; note?: ReactNode; state: StepState }

const spoken: Readonly<Record<StepState, string>> = { done: texts.stepDone, current: texts.stepCurrent, open: texts.stepOpen, blocked: texts.stepBlocked }

/** A path with its stations, the next one lit. Side by side where there is room for it (`isWide`), else below each other. */
export function Steps({ label, steps, isWide }: { label: string; steps: readonly Step[]; isWide?: boolean }) {
  return (
    <ol className={classes('steps', isWide && 'steps-wide')} aria-label={label}>
      {steps.map((step) => (
        <li key={step.key} className={`step step-${step.state}`} {...(step.state === 'current' ? { 'aria-current': 'step' } : {})}>
          <span className="step-mark">
            {step.state === 'done' && <Icon name="check" size={16} />}
            {step.state === 'blocked' && <Icon name="lock" size={13} />}
          </span>
          <div className="step-words">
            <span className="step-title">
              {step.title}
              <VisuallyHidden> ({spoken[step.state]})</VisuallyHidden>
            </span>
            {step.note !== undefined && <span className="step-note">{step.note}</span>}
          </div>
        </li>
      ))}
    </ol>
  )
}
