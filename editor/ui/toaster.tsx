import { Toaster as Sonner } from 'sonner';

/** Where short messages appear. Stands once, at the root. */
export function Toaster({ theme }: { theme: 'dark' | 'light' }) {
  return (
    <Sonner
      theme={theme}
      position="bottom-center"
      gap={8}
      toastOptions={{
        style: {
          background: 'var(--raised)',
          border: '1px solid var(--line)',
          color: 'var(--text)',
          boxShadow: 'var(--shadow-card)',
          fontFamily: 'var(--font-sans)',
          fontSize: 13,
        },
        actionButtonStyle: { background: 'var(--text)', color: 'var(--canvas)', fontWeight: 500 },
      }}
    />
  );
}
