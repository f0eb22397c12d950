import { blobAddress, createClient } from '#web/api/client.ts'
import { usePictures } from '#web/shell/use-pictures.ts'
import type { PictureSource } from '#web/shell/use-pictures.ts'
import { contract } from '#modules/people/contract.ts'
import type { Room } from '../contract.ts'

const people = createClient({ listPictures: contract.listPictures })

const source: PictureSource = {
  asked_max: 100,
  ask: people.listPictures,
  personAddress: (picture) => blobAddress(contract.readPicture, picture),
  groupAddress: (picture) => blobAddress(contract.readGroupPicture, picture),
}

/** Addresses of pictures by the ids of these people. Who is seen here and not in the room people has none. */
export function usePicturesOf(personIds: readonly string[]): (id: string) => string | undefined {
  return usePictures(source, { personIds })
}

/** The picture of each room: that of its group, or of the other one. */
export function useRoomPictures(rooms: readonly Pick<Room, 'groupId' | 'other'>[]): (room: Pick<Room, 'groupId' | 'other'>) => string | undefined {
  const pictureOf = usePictures(source, { personIds: rooms.flatMap(({ other }) => other?.id ?? []), groupIds: rooms.flatMap(({ groupId }) => groupId ?? []) })
  return ({ groupId, other }) => pictureOf(groupId ?? other?.id ?? '')
}
