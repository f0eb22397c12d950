/** Makes the small picture that is sent: the middle of a photo, square. The server takes metadata out itself and relies on nothing of this. */
import { picture_file_bytes_max, picture_side } from '../limits.ts'

/** A WebP, or a JPEG where the browser writes none. Null: the browser can't read the file, or it is too large for a phone. */
export async function smallPicture(file: File): Promise<Blob | null> {
  if (file.size > picture_file_bytes_max) return null
  const photo = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (photo === null) return null
  try {
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = picture_side
    const pen = canvas.getContext('2d')
    if (pen === null) return null
    // What lets through would be black in a JPEG.
    pen.fillStyle = '#ffffff'
    pen.fillRect(0, 0, picture_side, picture_side)
    pen.imageSmoothingQuality = 'high'
    const cut = Math.min(photo.width, photo.height)
    pen.drawImage(photo, (photo.width - cut) / 2, (photo.height - cut) / 2, cut, cut, 0, 0, picture_side, picture_side)
    const webp = await written(canvas, 'image/webp')
    return webp?.type === 'image/webp' ? webp : await written(canvas, 'image/jpeg')
  } finally {
    photo.close()
  }
}

function written(canvas: HTMLCanvasElement, type: string): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, type, 0.86))
}
