import { mediaLimits } from './media-limits.ts';

/**
 * The arguments that open one file and nothing else: `format` is the demuxer that a probe has named, and no other may
 * read it. A playlist dressed up as a film is therefore refused, and no other file or address is ever opened. Nor is a
 * picture decoded that is larger than its header said.
 */
export function inputArgs(file: string, format: string): string[] {
  const size = ['-max_pixels', String(mediaLimits.pixels)];
  return [...size, '-protocol_whitelist', 'file', '-format_whitelist', format, '-f', demuxerName(format), '-i', `file:${file}`];
}

/** A family of names such as `mov,mp4,m4a` is one demuxer, called by its first name. */
function demuxerName(format: string): string {
  return format.split(',')[0] ?? format;
}
