import { ReceiptText } from 'lucide-react';
import { IconButton } from '../ui/icon-button.tsx';
import { Popover } from '../ui/popover.tsx';
import { CostSheet } from './cost-sheet.tsx';

/** What the next run will cost, node by node, from the top bar. */
export function CostPopover() {
  return (
    <Popover label="Price of a run" className="w-96 p-4" trigger={<IconButton icon={ReceiptText} label="What a run costs" />}>
      <h2 className="mb-2 font-semibold">Price of a run</h2>
      <CostSheet />
    </Popover>
  );
}
