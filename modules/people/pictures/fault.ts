/** What a picture is, and what can be wrong with one. */

export type PictureType = 'image/png' | 'image/jpeg' | 'image/webp'
export type Picture = { mediaType: PictureType; width: number; height: number; bytes: Buffer }
/** `kind`: no PNG, JPEG or WebP. `broken`: one that can't be read, is cut or holds something else too. `side`: too small or too large. */
export type PictureProblem = 'kind' | 'broken' | 'side'
export type Sides = { min: number; max: number }

/** Thrown by the readers of one format. */
export class PictureFault extends Error {
  readonly problem: PictureProblem
  constructor(problem: PictureProblem) {
    super(problem)
    this.problem = problem
  }
}

/** Refuses a picture by its head, before anything of it is unpacked. */
export function checkSides({ width, height }: { width: number; height: number }, { min, max }: Sides): void {
  if (Math.min(width, height) < min || Math.max(width, height) > max) throw new PictureFault('side')
}

export function broken(): never {
  throw new PictureFault('broken')
}
