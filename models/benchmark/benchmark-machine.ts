import type { ContenderClient } from './contender-client.ts';
import { median } from './median.ts';

/** Ways to use all cores of a machine. */
export interface MachineContenders {
  /** The library, in one process with one thread. */
  readonly oneThread: ContenderClient;
  /** The library, in one process with a thread for each core. */
  readonly manyThreads: ContenderClient;
  /** The library, in a process for each core. */
  readonly manyProcesses: ContenderClient;
  /** This engine, in a process for each core: as Muwazi runs it. */
  readonly own: ContenderClient;
}

export interface MachineResult {
  readonly cores: number;
  readonly batch: number;
  /** Output tokens per second, medians. */
  readonly tokensPerSecond: Readonly<Record<keyof MachineContenders, number>>;
  /** Own over the better of the library's ways in one process; the median of the rounds' ratios. */
  readonly overOneProcess: number;
  readonly overManyProcesses: number;
}

/** All by turns, `repetitions` times after one to warm up. */
export async function benchmarkMachine(
  contenders: MachineContenders,
  {
    cores,
    batch,
    repetitions,
  }: { readonly cores: number; readonly batch: number; readonly repetitions: number },
): Promise<MachineResult> {
  const measure = async (contender: ContenderClient): Promise<number> => {
    const { outputTokens, elapsedMs } = await contender.measure({ kind: 'shape', batch });
    return (outputTokens / elapsedMs) * 1000;
  };
  const rounds = [];
  for (let round = 0; round <= repetitions; round++) {
    const measured = {
      oneThread: await measure(contenders.oneThread),
      manyThreads: await measure(contenders.manyThreads),
      manyProcesses: await measure(contenders.manyProcesses),
      own: await measure(contenders.own),
    };
    if (round > 0) rounds.push(measured);
  }
  return {
    cores,
    batch,
    tokensPerSecond: {
      oneThread: median(rounds.map((round) => round.oneThread)),
      manyThreads: median(rounds.map((round) => round.manyThreads)),
      manyProcesses: median(rounds.map((round) => round.manyProcesses)),
      own: median(rounds.map((round) => round.own)),
    },
    overOneProcess: median(rounds.map((round) => round.own / Math.max(round.oneThread, round.manyThreads))),
    overManyProcesses: median(rounds.map((round) => round.own / round.manyProcesses)),
  };
}
