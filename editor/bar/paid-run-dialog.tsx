import { command } from '../commands/all.ts';
import { runCommand } from '../commands/command.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

const toldKey = 'filmloom.told-of-paid-runs';

/** Whether somebody at this browser has confirmed a paid run before. */
export function wasToldOfPaidRuns(): boolean {
  try {
    return localStorage.getItem(toldKey) === 'yes';
  } catch {
    return false;
  }
}

/** Asks before the first run that costs money. */
export function PaidRunDialog({ price, budget, close }: { price: string; budget: number; close(): void }) {
  const start = (): void => {
    try {
      localStorage.setItem(toldKey, 'yes');
    } catch {
      // asked again the next time
    }
    close();
    runCommand(command('run'));
  };
  return (
    <Dialog
      open
      onOpenChange={close}
      size="small"
      title="This run costs money"
      footer={
        <>
          <Button onClick={close}>Not now</Button>
          <Button look="primary" onClick={start}>
            Run · {price}
          </Button>
        </>
      }
    >
      <p>
        The models of this graph will be paid through your keys: {price}. The run waits for you before it would pass its budget of $
        {budget.toFixed(2)}. What is stored already is not paid for again.
      </p>
      <p className="mt-2 text-muted">You are asked this once. The price stands on the Run button from now on.</p>
    </Dialog>
  );
}
