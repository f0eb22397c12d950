import { Button } from 'react-aria-components/Button'
import { Picture } from './Picture.tsx'
import { pictureNames } from './pictures.de.ts'
import './PictureGrid.css'

export type PictureGridProps = {
  label: string
  /** Places that were pressed, in their order. */
  chosen: readonly number[]
  chosen_max: number
  onPress: (place: number) => void
  isDisabled?: boolean
}

/** Twelve big pictures to press in an order, and dots for how many are pressed already; which ones is not shown to who looks over the shoulder. */
export function PictureGrid({ label, chosen, chosen_max, onPress, isDisabled = false }: PictureGridProps) {
  return (
    <div className="picture-choice" role="group" aria-label={label}>
      <p className="picture-dots" role="status" aria-label={`${chosen.length} / ${chosen_max}`}>
        {Array.from({ length: chosen_max }, (_, place) => <span key={place} className={place < chosen.length ? 'picture-dot picture-dot-full' : 'picture-dot'} />)}
      </p>
      <div className="picture-grid">
        {pictureNames.map((name, place) => (
          <Button key={name} className="picture-tile" aria-label={name} isDisabled={isDisabled} onPress={() => onPress(place)}>
            <Picture place={place} size="100%" isNamed={false} />
          </Button>
        ))}
      </div>
    </div>
  )
}
