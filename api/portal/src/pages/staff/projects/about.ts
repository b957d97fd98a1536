import type { About } from '../../../api/client';

/** The id of the record that a comment or a file is about. */
export const aboutId = (about: About): string => Object.values(about)[0] as string;
