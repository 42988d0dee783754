import type { ReactNode } from 'react';
import { useTexts } from '../../language/define-texts.ts';
import { Sparkline } from '../../parts/sparkline.tsx';
import { queueTexts } from './queue-texts.ts';
import { useHistory, type Queue } from '../../live/use-queue.ts';

/** Speed, and what follows from it: when all is done, and when something new would begin. */
export function Course({ queue }: { readonly queue: Queue }) {
  const texts = useTexts(queueTexts);
  const etas = useHistory(queue, ({ etaSeconds }) => etaSeconds);
  const waits = useHistory(queue, ({ waitSeconds }) => waitSeconds);
  const { throughput, paragraphs } = queue;
  const sentences = throughput.series.map((slice) => slice.sentences + slice.remembered);
  const left = paragraphs.waiting + paragraphs.running + paragraphs.delayed;
  return (
    <section className="course">
      <Chart
        name={texts.speed}
        value={texts.perSecond(throughput.sentencesPerSecond)}
        when={texts.tenMinutes}
      >
        <Sparkline
          values={sentences}
          label={texts.speedChart(sentences.reduce((sum, one) => sum + one, 0))}
        />
      </Chart>
      <Chart name={texts.eta} value={etaText()} when={texts.sinceOpened}>
        <Sparkline values={etas} label={texts.chartOf(texts.eta)} />
      </Chart>
      <Chart name={texts.wait} value={waitText()} when={texts.sinceOpened}>
        <Sparkline values={waits} label={texts.chartOf(texts.wait)} />
      </Chart>
    </section>
  );

  function etaText(): string {
    if (queue.etaSeconds !== null) return texts.in(queue.etaSeconds);
    return left === 0 ? texts.nothingLeft : texts.unknown;
  }

  function waitText(): string {
    if (queue.waitSeconds === null) return texts.unknown;
    return queue.waitSeconds < 1 ? texts.atOnce : texts.in(queue.waitSeconds);
  }
}

interface ChartProps {
  readonly name: string;
  readonly value: string;
  readonly when: string;
  readonly children: ReactNode;
}

function Chart({ name, value, when, children }: ChartProps) {
  return (
    <figure className="chart">
      <figcaption>
        <h2>{name}</h2>
        <p>{value}</p>
      </figcaption>
      {children}
      <p className="soft small">{when}</p>
    </figure>
  );
}
