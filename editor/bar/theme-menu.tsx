import { Monitor, Moon, Sun } from 'lucide-react';
import { type ThemeChoice, useView } from '../stores/view.ts';
import { IconButton } from '../ui/icon-button.tsx';

const next: Readonly<Record<ThemeChoice, ThemeChoice>> = { system: 'light', light: 'dark', dark: 'system' };
const icons = { system: Monitor, light: Sun, dark: Moon };
const titles = { system: 'as the system has it', light: 'light', dark: 'dark' };

/** Goes round the themes: system, light, dark. */
export function ThemeMenu() {
  const theme = useView((state) => state.theme);
  return (
    <IconButton icon={icons[theme]} label={`Theme: ${titles[theme]}`} onClick={() => useView.getState().set({ theme: next[theme] })} />
  );
}
