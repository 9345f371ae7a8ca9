import { create } from 'zustand';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

type Answer = 'graph' | 'video' | null;
type Offer = { fileName: string; graphName: string; answer(choice: Answer): void };

const useOffer = create<{ offer: Offer | null }>()(() => ({ offer: null }));

/** Asks what is wanted of a film that carries its graph; null where neither is. A question that is still open is taken back. */
export function askAboutGraph(fileName: string, graphName: string): Promise<Answer> {
  useOffer.getState().offer?.answer(null);
  return new Promise((resolve) => {
    const answer = (choice: Answer): void => {
      useOffer.setState({ offer: null });
      resolve(choice);
    };
    useOffer.setState({ offer: { fileName, graphName, answer } });
  });
}

/** The question of `askAboutGraph`. */
export function GraphOffer() {
  const offer = useOffer((state) => state.offer);
  if (!offer) return null;
  const { fileName, graphName, answer } = offer;
  return (
    <Dialog
      open
      onOpenChange={() => answer(null)}
      size="small"
      title="This film carries its graph"
      footer={
        <>
          <Button onClick={() => answer('video')}>Add as video</Button>
          <Button look="primary" onClick={() => answer('graph')}>
            Open its graph
          </Button>
        </>
      }
    >
      <p className="text-pretty">
        <span className="break-words">{fileName}</span> was made by “{graphName}”. That graph opens as a new one; the graph in front of you
        stays as it is.
      </p>
    </Dialog>
  );
}
