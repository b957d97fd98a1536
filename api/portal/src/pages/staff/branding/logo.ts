/** Bytes of a logo at most, as the server takes it. */
export const LOGO_BYTES_MAX = 32 * 1024;
/** How every PNG begins. */
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const BEGIN = 'data:image/png;base64,';

export type LogoFault = 'notPng' | 'tooLarge';

/** A picture of this machine as the server takes it, in Base64, or why it does not. */
export async function logoOf(file: File): Promise<{ logo: string } | { fault: LogoFault }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!SIGNATURE.every((byte, at) => bytes[at] === byte)) return { fault: 'notPng' };
  if (bytes.length > LOGO_BYTES_MAX) return { fault: 'tooLarge' };
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return { logo: btoa(text) };
}

/** As the source of an image. */
export const sourceOf = (logo: string) => `${BEGIN}${logo}`;
/** The picture in such a source. */
export const logoIn = (source: string | null | undefined) => source?.replace(BEGIN, '');
