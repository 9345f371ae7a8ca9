import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useEstimate } from '../stores/estimate.ts';
import { useRun } from '../stores/run.ts';
import { isLive } from '../stores/run-state.ts';
import { useView } from '../stores/view.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { type Tab, Tabs } from '../ui/tabs.tsx';
import { FilmTab } from './film-tab.tsx';
import { ProblemList } from './problem-list.tsx';
import { QuestionList } from './question-list.tsx';
import { RunList } from './run-list.tsx';
import { RunStatus } from './run-status.tsx';
import { StepTable } from './step-table.tsx';
import { useQuestions } from './use-questions.ts';

/** What has happened to this graph: the film, the steps, the questions, the runs, the problems. */
export function RunDock() {
  const [tab, setTab] = useState('film');
  const problems = useEstimate((state) => state.problems);
  const questions = useQuestions();
  useFollowingTab(setTab);
  const tabs: Tab[] = [
    { value: 'film', title: 'Film', content: <FilmTab /> },
    { value: 'steps', title: 'Steps', content: <StepTable /> },
    { value: 'questions', title: 'For you', count: questions.length, tone: 'waiting', content: <QuestionList questions={questions} /> },
    {
      value: 'problems',
      title: 'Problems',
      count: problems.length,
      tone: problems.some(({ severity }) => severity === 'error') ? 'failed' : 'waiting',
      content: <ProblemList problems={problems} />,
    },
    { value: 'runs', title: 'Runs', content: <RunList /> },
  ];
  return (
    <div className="h-[296px] max-h-[45vh]">
      <Tabs
        label="Run"
        tabs={tabs}
        value={tab}
        onValueChange={setTab}
        more={
          <>
            <RunStatus />
            <IconButton icon={X} label="Close the run panel" keys="Q" side="left" onClick={() => useView.getState().set({ dock: false })} />
          </>
        }
      />
    </div>
  );
}

/** Shows what matters next when a run begins, asks, fails or is done; in between the choice is left alone. */
function useFollowingTab(show: (tab: string) => void): void {
  useEffect(
    () =>
      useRun.subscribe(({ run }, { run: before }) => {
        if (!run || (run.id === before?.id && run.state === before.state)) return;
        if (run.state === 'awaiting-person') show('questions');
        else if (run.state === 'done') show('film');
        else if (run.state === 'failed' || (isLive(run.state) && run.id !== before?.id)) show('steps');
      }),
    [show],
  );
}
