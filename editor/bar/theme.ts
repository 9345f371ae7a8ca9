import { useEffect, useState } from 'react';
import { useView } from '../stores/view.ts';

const light = (): MediaQueryList => matchMedia('(prefers-color-scheme: light)');

/** The theme on the screen; sets it on the page and follows the system where nobody chose. */
export function useTheme(): 'dark' | 'light' {
  const choice = useView((state) => state.theme);
  const [system, setSystem] = useState<'dark' | 'light'>(() => (light().matches ? 'light' : 'dark'));
  useEffect(() => {
    const query = light();
    const follow = (): void => setSystem(query.matches ? 'light' : 'dark');
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  const theme = choice === 'system' ? system : choice;
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return theme;
}
