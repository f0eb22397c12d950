import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip'
import { BareIconButton } from './BareIconButton.tsx'
import type { BareIconButtonProps } from './BareIconButton.tsx'

/** An icon that can be pressed, where there is no room for words: in bars and at the end of rows. Its label is shown as a tip. Never in navigation. */
export function IconButton(props: BareIconButtonProps) {
  return (
    <TooltipTrigger delay={500}>
      <BareIconButton {...props} />
      <Tooltip className="tip" offset={6}>
        {props.label}
      </Tooltip>
    </TooltipTrigger>
  )
}
