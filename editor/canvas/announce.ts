import { create } from 'zustand';

/** What a screen reader is told now. */
export const useAnnouncement = create<{ text: string; urgent: boolean }>()(() => ({ text: '', urgent: false }));

/** Says something that the screen shows in another way. */
export function say(text: string, urgent = false): void {
  useAnnouncement.setState({ text, urgent });
}
