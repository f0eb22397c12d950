import { blobAddress } from '#web/api/client.ts'
import { usePictures as useAny } from '#web/shell/use-pictures.ts'
import type { PictureSource } from '#web/shell/use-pictures.ts'
import { contract } from '../contract.ts'
import { pictures_asked_max } from '../limits.ts'
import { people } from './client.ts'

const source: PictureSource = {
  asked_max: pictures_asked_max,
  ask: people.listPictures,
  personAddress: (picture) => blobAddress(contract.readPicture, picture),
  groupAddress: (picture) => blobAddress(contract.readGroupPicture, picture),
}

/** Addresses of pictures by the ids of these people and groups. */
export function usePictures(ids: { personIds?: readonly string[]; groupIds?: readonly string[] }): (id: string) => string | undefined {
  return useAny(source, ids)
}
