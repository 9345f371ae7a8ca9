import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export type EmptyStateProps = { icon: LucideIcon; title: string; children?: ReactNode; action?: ReactNode };

/** What a place is for, and how to fill it. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="grid h-full place-items-center p-6">
      <div className="flex max-w-80 flex-col items-center gap-2 text-center">
        <Icon aria-hidden size={22} strokeWidth={1.5} className="mb-1 text-faint" />
        <p className="font-medium">{title}</p>
        {children && <div className="text-muted text-pretty">{children}</div>}
        {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
      </div>
    </div>
  );
}
