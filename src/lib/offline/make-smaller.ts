const LONGEST_SIDE = 2048;
const QUALITY = 0.85;
/** What the server takes. */
export const MAX_PHOTO_BYTES = 20 * 1024 * 1024;

/** The size of a picture of at most 2048 pixels on its longer side; a smaller one stays as it is. */
export function fittingSize(width: number, height: number): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * A photo as a JPEG of at most 2048 pixels, upright and without what the camera wrote into it. The photo itself where
 * the browser cannot read it, or would make it larger.
 */
export async function makeSmaller(photo: Blob): Promise<Blob> {
  if (typeof createImageBitmap !== 'function') return photo;
  try {
    const bitmap = await createImageBitmap(photo, { imageOrientation: 'from-image' });
    const size = fittingSize(bitmap.width, bitmap.height);
    const canvas = Object.assign(document.createElement('canvas'), size);
    const context = canvas.getContext('2d');
    if (context === null) return photo;
    context.drawImage(bitmap, 0, 0, size.width, size.height);
    bitmap.close();
    const smaller = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    return smaller !== null && smaller.size > 0 && smaller.size < photo.size ? smaller : photo;
  } catch {
    return photo;
  }
}
