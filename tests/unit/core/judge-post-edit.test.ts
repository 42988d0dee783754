import { expect, test } from 'vitest';
import { judgePostEdit } from '../../../core/segment-revision.ts';

const machine = { revision: 3, targetText: 'Good morning', origin: 'model' } as const;
const person = { ...machine, origin: 'human' } as const;

test.each([
  { says: 'a new text on the one that stands', sent: 'Hello', basedOn: 3, standing: machine, is: 'applied' },
  { says: 'a new text on an older one', sent: 'Hello', basedOn: 2, standing: machine, is: 'conflict' },
  {
    says: 'a new text on one that is not there yet',
    sent: 'Hello',
    basedOn: 4,
    standing: person,
    is: 'conflict',
  },
  { says: "the machine's text", sent: 'Good morning', basedOn: 3, standing: machine, is: 'applied' },
  {
    says: "the machine's text, read before it was told again",
    sent: 'Good morning',
    basedOn: 1,
    standing: machine,
    is: 'applied',
  },
  { says: 'what a person said already', sent: 'Good morning', basedOn: 2, standing: person, is: 'unchanged' },
  { says: 'white space', sent: 'Good morning ', basedOn: 3, standing: person, is: 'applied' },
] as const)('$says: $is', ({ sent, basedOn, standing, is }) => {
  expect(judgePostEdit({ segmentId: '', targetText: sent, basedOn }, standing)).toBe(is);
});
